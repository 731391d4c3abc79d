package org.albumen.models.network.stylegan2;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.albumen.models.network.PublishedOptions;
import org.albumen.models.network.TensorNetwork;
import org.albumen.models.torchscript.ScriptClass;
import org.albumen.models.torchscript.ScriptModule;

/**
 * StyleGAN2's generator (Karras et al. 2020, arXiv:1912.04958, section 2, figure 2) in the layout
 * of rosinality's files. Maps {@code z}, N x L, to {@code output}, N x 3 x S x S in RGB of nominal
 * range [-1, 1], and {@code w}, N x L. Noise is that of the checkpoint.
 *
 * <p>Further methods of the module: {@code mapping(z)} gives w; {@code synthesis(latents)} takes N
 * x K x L, K = 2 log2(S) - 2, a vector per layer, so that styles can be mixed; {@code truncated(z,
 * latent_avg, psi)} draws w towards the mean before the synthesis (psi has one element; 1 leaves w
 * as it is).
 *
 * @param size S, a power of two ({@code size})
 * @param styleFeatures L ({@code style_dim})
 * @param mappingDepth layers of the mapping network ({@code n_mlp})
 * @param channelMultiplier of the channels above 32 pixels ({@code channel_multiplier})
 * @param widthDivisor of all channels, 1 for published files ({@code width_div})
 * @param mappingRate the mapping network's learning rate, relative ({@code lr_mlp})
 * @param blurKernel taps of the smoothing kernel ({@code blur_kernel})
 */
public record StyleGan2Rosinality(
    int size,
    int styleFeatures,
    int mappingDepth,
    int channelMultiplier,
    int widthDivisor,
    double mappingRate,
    List<Long> blurKernel)
    implements TensorNetwork {

  public StyleGan2Rosinality {
    if (widthDivisor < 1) {
      throw new IllegalArgumentException("channels cannot be divided by " + widthDivisor);
    }
    new ChannelTable(channelMultiplier, 1.0 / widthDivisor)
        .require(size, styleFeatures, mappingDepth);
    blurKernel = Fir.require(blurKernel);
  }

  /** The configuration of the published files of the given size. */
  public static StyleGan2Rosinality published(int size) {
    return new StyleGan2Rosinality(size, 512, 8, 2, 1, 0.01, Fir.STANDARD);
  }

  /**
   * Reads the published options.
   *
   * @throws IllegalArgumentException when one is unknown, missing or impossible
   */
  public static StyleGan2Rosinality of(JsonNode config) {
    return PublishedOptions.read(
        "StyleGAN2",
        config,
        Set.of(),
        options ->
            new StyleGan2Rosinality(
                options.powerOfTwo("size", 8, 2048),
                options.count("style_dim"),
                options.count("n_mlp"),
                options.count("channel_multiplier", 2),
                options.count("width_div", 1),
                options.positive("lr_mlp", 0.01),
                options.integers("blur_kernel", Fir.STANDARD)));
  }

  @Override
  public ScriptModule module() {
    return module(Modulation.BY_BATCH);
  }

  /** The network with its modulated convolutions calculated in the given way. */
  public ScriptModule module(Modulation modulation) {
    int log2 = ChannelTable.log2(size);
    long style = styleFeatures;
    String synthesis = StyleGan2Layers.synthesis(log2, "self.noises.noise_INDEX");
    String text =
        TEXT.replace("LAYERS", Integer.toString(log2 * 2 - 2)) + synthesis + "    return y\n";
    ScriptModule.Builder module =
        ScriptModule.of(new ScriptClass("StyleGan2", text))
            .module(
                "style",
                Mapping.of(mappingDepth, 1, () -> Layers.equalLinear(style, style, mappingRate)));
    ChannelTable channels = new ChannelTable(channelMultiplier, 1.0 / widthDivisor);
    new StyleGan2Layers(modulation, blurKernel, style, false).addTo(module, channels, log2);
    return module.module("noises", Noises.of(log2, "noise_")).build();
  }

  /**
   * The smoothing kernels, which some files lack: the numbers by key. They follow from the options.
   */
  public Map<String, float[]> kernels() {
    return Fir.kernels(module(), blurKernel);
  }

  /** Noise for files that have none, or to vary it, by key; the same for the same seed. */
  public Map<String, float[]> noises(long seed) {
    return Noises.seeded(module(), seed);
  }

  @Override
  public List<String> inputs() {
    return List.of("z");
  }

  @Override
  public List<String> outputs() {
    return List.of("output", "w");
  }

  private static final String TEXT =
      """
        def forward(self: __torch__.StyleGan2, z: Tensor) -> Tuple[Tensor, Tensor]:
          w = self.mapping(z)
          return (self.everywhere(w), w)
        def mapping(self: __torch__.StyleGan2, z: Tensor) -> Tensor:
          return self.style.forward(z)
        def truncated(self: __torch__.StyleGan2, z: Tensor, latent_avg: Tensor, psi: Tensor) -> Tensor:
          return self.everywhere(torch.lerp(latent_avg, self.mapping(z), psi))
        def everywhere(self: __torch__.StyleGan2, w: Tensor) -> Tensor:
          return self.synthesis(torch.expand(torch.unsqueeze(w, 1), [-1, LAYERS, -1]))
        def synthesis(self: __torch__.StyleGan2, latents: Tensor) -> Tensor:
      """;
}
