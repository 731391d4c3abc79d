package org.albumen.models.network.stylegan;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import org.albumen.models.network.PublishedOptions;

/**
 * A StyleGAN3 generator's options. Those of the configurations t (translation) and r (rotation)
 * differ in kernel, filters and channels.
 *
 * @param zDim numbers of a latent
 * @param cDim length of a label, 0 for none
 * @param wDim numbers of a style
 * @param imgResolution width and height of the image
 * @param imgChannels colours of the image
 * @param mapping options of the mapping network
 * @param channelBase twice the channels times the cutoff frequency
 * @param channelMax most channels of a layer
 * @param numLayers layers before toRGB
 * @param numCritical critically sampled ones among them, at the end
 * @param firstCutoff cutoff frequency of the input
 * @param firstStopband smallest stopband frequency of the input
 * @param lastStopbandRel stopband over cutoff at the output
 * @param marginSize pixels beyond the image on each side
 * @param outputScale factor of the image
 * @param convKernel side of the kernels, 3 or 1
 * @param filterSize taps per sample of the low-pass filters
 * @param lreluUpsampling oversampling for the nonlinearity
 * @param useRadialFilters radially symmetric filters where they reduce the rate
 * @param convClamp largest magnitude before the last filter
 */
public record StyleGan3Options(
    int zDim,
    int cDim,
    int wDim,
    int imgResolution,
    int imgChannels,
    MappingOptions mapping,
    int channelBase,
    int channelMax,
    int numLayers,
    int numCritical,
    double firstCutoff,
    double firstStopband,
    double lastStopbandRel,
    int marginSize,
    double outputScale,
    int convKernel,
    int filterSize,
    int lreluUpsampling,
    boolean useRadialFilters,
    double convClamp) {
  private static final int LAYERS_OF_MAPPING = 2;
  private static final int MOST_LAYERS = 256;

  /** For training, or without effect: everything is computed in the precision of the archive. */
  private static final Set<String> WITHOUT_EFFECT = Set.of("magnitude_ema_beta", "num_fp16_res");

  public StyleGan3Options {
    if (zDim < 1 || cDim < 0 || wDim < 1 || imgChannels < 1 || imgResolution < 8) {
      throw new IllegalArgumentException(
          "sizes are positive, and img_resolution is 8 at least, not " + imgResolution);
    }
    if (numCritical < 1 || numLayers <= numCritical || convKernel < 1 || filterSize < 2) {
      throw new IllegalArgumentException(
          "num_layers is greater than num_critical, and filter_size is 2 at least");
    }
    if (channelBase < imgResolution || channelMax < 1 || lreluUpsampling < 1 || marginSize < 0) {
      throw new IllegalArgumentException(
          "every layer needs a channel: "
              + channelBase
              + " are shared by "
              + imgResolution
              + " pixels");
    }
    boolean rising = firstCutoff > 0 && firstCutoff < imgResolution / 2.0;
    if (!rising || firstStopband <= firstCutoff || lastStopbandRel <= 1) {
      throw new IllegalArgumentException(
          "stopbands lie above the cutoffs, and the cutoffs below half the resolution");
    }
  }

  /**
   * Reads the published names ({@code z_dim}, {@code img_resolution}, {@code mapping_kwargs}, ...);
   * what is left out is as published.
   *
   * @throws IllegalArgumentException when an option is unknown, missing or of the wrong kind
   */
  public static StyleGan3Options of(JsonNode json) {
    return PublishedOptions.read(
        "StyleGAN3",
        json,
        WITHOUT_EFFECT,
        options ->
            new StyleGan3Options(
                options.count("z_dim", 512),
                options.integer("c_dim", 0, 0, Integer.MAX_VALUE),
                options.count("w_dim", 512),
                options.count("img_resolution"),
                options.count("img_channels", 3),
                MappingOptions.of(options, LAYERS_OF_MAPPING),
                options.count("channel_base", 32768),
                options.count("channel_max", 512),
                options.integer("num_layers", 14, 2, MOST_LAYERS),
                options.count("num_critical", 2),
                options.positive("first_cutoff", 2),
                options.positive("first_stopband", Math.pow(2, 2.1)),
                options.positive("last_stopband_rel", Math.pow(2, 0.3)),
                options.integer("margin_size", 10, 0, Integer.MAX_VALUE),
                options.positive("output_scale", 0.25),
                options.count("conv_kernel", 3),
                options.integer("filter_size", 6, 2, Integer.MAX_VALUE),
                options.count("lrelu_upsampling", 2),
                options.flag("use_radial_filters", false),
                options.positive("conv_clamp", 256)));
  }
}
