package org.albumen.models.network.stylegan2;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.albumen.models.network.Execution;
import org.albumen.models.network.PublishedOptions;
import org.albumen.models.network.TensorNetwork;
import org.albumen.models.torchscript.ScriptClass;
import org.albumen.models.torchscript.ScriptModule;

/**
 * GPEN's generator (Yang et al. 2021, arXiv:2105.06070, section 3.1): an encoder gives a latent
 * vector, and its features take the place of StyleGAN2's noise. Maps {@code x}, N x 3 x S x S in
 * RGB of range [-1, 1], to {@code output} of the same shape and range (not clamped), {@code
 * style_in}, what the encoder gives, and {@code w}, what the mapping network makes of it, both N x
 * L. Nothing in it is random.
 *
 * @param size S, a power of two ({@code size})
 * @param styleFeatures L ({@code style_dim})
 * @param mappingDepth layers of the mapping network ({@code n_mlp})
 * @param channelMultiplier of the channels above 32 pixels ({@code channel_multiplier})
 * @param narrow factor of all channels ({@code narrow})
 * @param concatenated whether the encoder's features stand beside the decoder's; else they are
 *     added ({@code isconcat})
 * @param mappingRate the mapping network's learning rate, relative ({@code lr_mlp})
 * @param blurKernel taps of the smoothing kernel ({@code blur_kernel})
 */
public record Gpen(
    int size,
    int styleFeatures,
    int mappingDepth,
    int channelMultiplier,
    double narrow,
    boolean concatenated,
    double mappingRate,
    List<Long> blurKernel)
    implements TensorNetwork {

  public Gpen {
    new ChannelTable(channelMultiplier, narrow).require(size, styleFeatures, mappingDepth);
    blurKernel = Fir.require(blurKernel);
  }

  /** The configuration of the published files of 256 (a narrower network), 512, 1024 or 2048. */
  public static Gpen published(int size) {
    boolean small = size == 256;
    return new Gpen(size, 512, 8, small ? 1 : 2, small ? 0.5 : 1, true, 0.01, Fir.STANDARD);
  }

  /**
   * Reads the published options.
   *
   * @throws IllegalArgumentException when one is unknown, missing or impossible
   */
  public static Gpen of(JsonNode config) {
    return PublishedOptions.read(
        "GPEN",
        config,
        Set.of(),
        options ->
            new Gpen(
                options.powerOfTwo("size", 8, 2048),
                options.count("style_dim"),
                options.count("n_mlp"),
                options.count("channel_multiplier", 2),
                options.positive("narrow", 1),
                options.flag("isconcat", true),
                options.positive("lr_mlp", 0.01),
                options.integers("blur_kernel", Fir.STANDARD)));
  }

  @Override
  public ScriptModule module() {
    return module(Modulation.BY_BATCH);
  }

  @Override
  public Execution execution() {
    return Modulation.execution(module(Modulation.FOLDED));
  }

  /** The network with its modulated convolutions calculated in the given way. */
  public ScriptModule module(Modulation modulation) {
    int log2 = ChannelTable.log2(size);
    ChannelTable channels = new ChannelTable(channelMultiplier, narrow);
    boolean folded = modulation == Modulation.FOLDED;
    ConvLayers layers = new ConvLayers(blurKernel, true, folded);
    ScriptModule.Builder module =
        ScriptModule.of(new ScriptClass("Gpen", text(log2, folded)))
            .module("generator", generator(modulation, channels, log2))
            .module("ecd0", encoder("FirstEncoder", layers.first(channels.at(size))));
    for (int i = log2; i > 2; i--) {
      ScriptModule halving = layers.halving(channels.at(1L << i), channels.at(1L << (i - 1)), 3);
      module.module("ecd" + (log2 - i + 1), encoder("Encoder", halving));
    }
    long flat = channels.at(4) * 16;
    ScriptModule last =
        folded
            ? FoldedLayers.equalLinear(flat, styleFeatures, 1, FoldedLayers.GAIN)
            : Layers.equalLinear(flat, styleFeatures, 1);
    return module.module("final_linear", new ModuleList("FinalLinear").add(last).build()).build();
  }

  private ScriptModule generator(Modulation modulation, ChannelTable channels, int log2) {
    long style = styleFeatures;
    String synthesis = StyleGan2Layers.synthesis(log2, "features[FEATURE_INDEX]");
    for (int i = 0; i <= 2 * (log2 - 2); i++) {
      synthesis = synthesis.replace("FEATURE_" + i + "]", (i + 1) / 2 + "]");
    }
    ScriptModule.Builder generator =
        ScriptModule.of(new ScriptClass("Generator", GENERATOR + synthesis + "    return y\n"))
            .module(
                "style",
                Mapping.equalised(
                    mappingDepth, style, mappingRate, modulation == Modulation.FOLDED));
    new StyleGan2Layers(modulation, blurKernel, style, concatenated)
        .addTo(generator, channels, log2);
    return generator.build();
  }

  private static ScriptModule encoder(String name, ScriptModule layer) {
    return new ModuleList(name).add(layer).build();
  }

  /** The features of the smallest size come first. */
  private static String text(int log2, boolean folded) {
    StringBuilder text = new StringBuilder(HEAD);
    StringBuilder features = new StringBuilder("x" + (log2 - 2));
    text.append("    x0 = getattr(self.ecd0, \"0\").leaky(x)\n");
    if (folded) {
      text.append("    x0 = x0.to(ops.prim.dtype(self.generator.input.input))\n");
    }
    for (int i = 1; i <= log2 - 2; i++) {
      text.append("    x" + i + " = getattr(self.ecd" + i + ", \"0\").leaky(x" + (i - 1) + ")\n");
    }
    for (int i = log2 - 3; i >= 0; i--) {
      features.append(", x").append(i);
    }
    return text.append(
            TAIL.replace("LAST", "x" + (log2 - 2))
                .replace("FEATURES", features)
                .replace("LAYERS", Integer.toString(log2 * 2 - 2)))
        .toString();
  }

  /** The smoothing kernels: the numbers by key. They follow from the options. */
  public Map<String, float[]> kernels() {
    return Fir.kernels(module(), blurKernel);
  }

  @Override
  public List<String> inputs() {
    return List.of("x");
  }

  @Override
  public List<String> outputs() {
    return List.of("output", "style_in", "w");
  }

  private static final String GENERATOR =
      """
        def forward(self: __torch__.Generator, latents: Tensor, features: List[Tensor]) -> Tensor:
      """;

  private static final String HEAD =
      """
        def forward(self: __torch__.Gpen, x: Tensor) -> Tuple[Tensor, Tensor, Tensor]:
      """;

  private static final String TAIL =
      """
          style = getattr(self.final_linear, "0").leaky(torch.flatten(LAST, 1))
          w = self.generator.style.forward(style)
          latents = torch.expand(torch.unsqueeze(w, 1), [-1, LAYERS, -1])
          return (self.generator.forward(latents, [FEATURES]), style, w)
      """;
}
