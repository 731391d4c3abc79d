package org.albumen.models.network.stylegan;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import org.albumen.models.network.PublishedOptions;

/**
 * A StyleGAN2(-ADA) generator's options.
 *
 * @param zDim numbers of a latent
 * @param cDim length of a label, 0 for none
 * @param wDim numbers of a style
 * @param imgResolution width and height of the image, a power of two, at least 4
 * @param imgChannels colours of the image
 * @param mapping options of the mapping network
 * @param channelBase channels times resolution
 * @param channelMax most channels of a layer
 * @param convClamp largest magnitude of a layer's output; infinite: no limit
 * @param architecture {@code skip}, {@code resnet} or {@code orig}
 */
public record StyleGan2Options(
    int zDim,
    int cDim,
    int wDim,
    int imgResolution,
    int imgChannels,
    MappingOptions mapping,
    int channelBase,
    int channelMax,
    double convClamp,
    String architecture) {
  private static final int LAYERS_OF_MAPPING = 8;
  private static final int LARGEST_SIDE = 8192;

  /** Everything is computed in the precision of the archive. */
  private static final Set<String> WITHOUT_EFFECT =
      Set.of("num_fp16_res", "fp16_channels_last", "fused_modconv_default");

  public StyleGan2Options {
    if (zDim < 1 || cDim < 0 || wDim < 1 || imgChannels < 1) {
      throw new IllegalArgumentException("sizes are positive");
    }
    if (imgResolution < 4 || imgResolution > LARGEST_SIDE || Integer.bitCount(imgResolution) != 1) {
      throw new IllegalArgumentException(
          "the resolution is a power of two from 4 to 8192, not " + imgResolution);
    }
    if (!architecture.matches("skip|resnet|orig")) {
      throw new IllegalArgumentException("there is no architecture " + architecture);
    }
    if (channelBase < imgResolution || channelMax < 1) {
      throw new IllegalArgumentException(
          "every layer needs a channel: "
              + channelBase
              + " are shared by "
              + imgResolution
              + " pixels");
    }
  }

  /**
   * Reads the published names ({@code z_dim}, {@code img_resolution}, {@code mapping_kwargs}, ...);
   * what is left out is as published.
   *
   * @throws IllegalArgumentException when an option is unknown, missing or of the wrong kind
   */
  public static StyleGan2Options of(JsonNode json) {
    return PublishedOptions.read(
        "StyleGAN2",
        json,
        WITHOUT_EFFECT,
        options ->
            new StyleGan2Options(
                options.count("z_dim", 512),
                options.integer("c_dim", 0, 0, Integer.MAX_VALUE),
                options.count("w_dim", 512),
                options.powerOfTwo("img_resolution", 4, LARGEST_SIDE),
                options.count("img_channels", 3),
                MappingOptions.of(options, LAYERS_OF_MAPPING),
                options.count("channel_base", 32768),
                options.count("channel_max", 512),
                options.positive("conv_clamp", Double.POSITIVE_INFINITY),
                options.choice("architecture", "skip", "resnet", "orig")));
  }

  long channels(int resolution) {
    return Math.min(channelBase / resolution, channelMax);
  }
}
