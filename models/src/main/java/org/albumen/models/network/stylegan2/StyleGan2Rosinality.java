package org.albumen.models.network.stylegan2;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.albumen.models.network.Execution;
import org.albumen.models.network.LatentGenerator;
import org.albumen.models.network.PublishedOptions;
import org.albumen.models.network.StyleSpace;
import org.albumen.models.torchscript.ScriptClass;
import org.albumen.models.torchscript.ScriptModule;

/**
 * StyleGAN2's generator (Karras et al. 2020, arXiv:1912.04958, section 2, figure 2) in the layout
 * of rosinality's files. Maps {@code z}, N x L, to {@code output}, N x 3 x S x S in RGB of nominal
 * range [-1, 1], and {@code w}, N x L. Noise is that of the checkpoint.
 *
 * <p>Further methods of the module: {@code mapping(z)} gives w; {@code synthesise(ws)} takes N x K
 * x L, K = 2 log2(S) - 2, a vector per layer, so that styles can be mixed; {@code noisy(ws, noise)}
 * is the same with other noise (see {@link StyleSpace}); {@code truncated(z, latent_avg, psi)}
 * draws w towards the mean before the synthesis, {@code styles(z, latent_avg, psi)} gives the
 * vectors (psi has one element or one per layer; 1 leaves w as it is). The mean is not among the
 * weights: some files hold it beside them.
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
    implements LatentGenerator {

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

  @Override
  public Execution execution() {
    return Modulation.execution(module(Modulation.FOLDED));
  }

  /** The network with its modulated convolutions calculated in the given way. */
  public ScriptModule module(Modulation modulation) {
    int log2 = ChannelTable.log2(size);
    long style = styleFeatures;
    String text =
        (TEXT + StyleGan2Layers.synthesis(log2, "self.noises.noise_INDEX") + NOISY)
            .replace("LAYERS", Integer.toString(log2 * 2 - 2));
    text += Noises.cut(log2) + StyleGan2Layers.synthesis(log2, "noiseINDEX") + "    return y\n";
    ScriptModule.Builder module =
        ScriptModule.of(new ScriptClass("StyleGan2", text))
            .module(
                "style",
                Mapping.equalised(
                    mappingDepth, style, mappingRate, modulation == Modulation.FOLDED));
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

  @Override
  public List<Call> furtherCalls() {
    List<String> image = List.of("output");
    return List.of(
        new Call("truncated", List.of("z", "latent_avg", "psi"), image),
        new Call("styles", List.of("z", "latent_avg", "psi"), List.of("ws")),
        new Call("mapping", List.of("z"), List.of("w")),
        new Call("synthesise", List.of("ws"), image),
        new Call("noisy", List.of("ws", "noise"), image));
  }

  @Override
  public int latent() {
    return styleFeatures;
  }

  @Override
  public Optional<StyleSpace> styleSpace() {
    int styles = ChannelTable.log2(size) * 2 - 2;
    int noise = (int) StyleSpace.noiseBelow(2L * size);
    return Optional.of(new StyleSpace(styles, styleFeatures, "latent_avg", noise));
  }

  private static final String TEXT =
      """
        def forward(self: __torch__.StyleGan2, z: Tensor) -> Tuple[Tensor, Tensor]:
          w = self.mapping(z)
          ws = torch.expand(torch.unsqueeze(w, 1), [-1, LAYERS, -1])
          return (self.synthesise(ws), w)
        def mapping(self: __torch__.StyleGan2, z: Tensor) -> Tensor:
          return self.style.forward(z)
        def truncated(self: __torch__.StyleGan2, z: Tensor, latent_avg: Tensor, psi: Tensor) -> Tensor:
          return self.synthesise(self.styles(z, latent_avg, psi))
        def styles(self: __torch__.StyleGan2, z: Tensor, latent_avg: Tensor, psi: Tensor) -> Tensor:
          ws = torch.expand(torch.unsqueeze(self.mapping(z), 1), [-1, LAYERS, -1])
          return torch.lerp(latent_avg, ws, torch.reshape(psi, [1, -1, 1]))
        def synthesise(self: __torch__.StyleGan2, latents: Tensor) -> Tensor:
      """;

  private static final String NOISY =
      """
          return y
        def noisy(self: __torch__.StyleGan2, latents: Tensor, noise: Tensor) -> Tensor:
      """;
}
