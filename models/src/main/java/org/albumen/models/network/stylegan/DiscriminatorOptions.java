package org.albumen.models.network.stylegan;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import org.albumen.models.network.PublishedOptions;

/**
 * Options of the discriminator of StyleGAN2(-ADA).
 *
 * @param cDim length of a label, 0 for none
 * @param imgResolution width and height of the image, a power of two, at least 8
 * @param imgChannels colours of the image
 * @param architecture {@code resnet}, {@code skip} or {@code orig}
 * @param channelBase channels times resolution
 * @param channelMax most channels of a layer
 * @param convClamp largest magnitude of a layer's output; infinite: no limit
 * @param cmapDim what a label is mapped to; without effect when there is none
 * @param mapping options of the labels' mapping network
 * @param mbstdGroupSize how many images are compared with each other; all of a smaller batch
 * @param mbstdNumChannels how many channels tell how much they differ, 0 for none
 */
public record DiscriminatorOptions(
    int cDim,
    int imgResolution,
    int imgChannels,
    String architecture,
    int channelBase,
    int channelMax,
    double convClamp,
    int cmapDim,
    MappingOptions mapping,
    int mbstdGroupSize,
    int mbstdNumChannels) {
  private static final int LAYERS_OF_MAPPING = 8;
  private static final int LARGEST_SIDE = 8192;
  private static final int TAPS = 4;

  /** Which layers are trained, and how numbers are kept. */
  private static final Set<String> TRAINING = Set.of("freeze_layers", "fp16_channels_last");

  public DiscriminatorOptions {
    if (imgResolution < 8 || imgResolution > LARGEST_SIDE || Integer.bitCount(imgResolution) != 1) {
      throw new IllegalArgumentException(
          "the resolution is a power of two from 8 to 8192, not " + imgResolution);
    }
    if (!architecture.matches("skip|resnet|orig")) {
      throw new IllegalArgumentException("there is no architecture " + architecture);
    }
    if (cDim < 0 || imgChannels < 1 || cmapDim < 1 || mbstdGroupSize < 1) {
      throw new IllegalArgumentException("sizes are positive");
    }
    if (channelBase < imgResolution || channelMax < 1) {
      throw new IllegalArgumentException(
          channelBase + " channels shared by " + imgResolution + " pixels leave none for a layer");
    }
    long last = channels(4, channelBase, channelMax);
    if (mbstdNumChannels < 0 || (mbstdNumChannels > 0 && last % mbstdNumChannels != 0)) {
      throw new IllegalArgumentException(
          "the last channels cannot be divided into " + mbstdNumChannels);
    }
  }

  /**
   * Reads the published names ({@code img_resolution}, {@code epilogue_kwargs}, ...); what is left
   * out is as published.
   *
   * @throws IllegalArgumentException when an option is unknown, missing or of the wrong kind
   */
  public static DiscriminatorOptions of(JsonNode json) {
    return PublishedOptions.read(
        "StyleGAN2's discriminator",
        json,
        Set.of("num_fp16_res"),
        options -> {
          int base = options.count("channel_base", 32768);
          int most = options.count("channel_max", 512);
          int mapped = options.count("cmap_dim", (int) channels(4, base, most));
          List<Integer> deviation =
              options.inner("epilogue_kwargs", Set.of(), DiscriminatorOptions::deviation);
          options.inner("block_kwargs", TRAINING, DiscriminatorOptions::requireFilter);
          return new DiscriminatorOptions(
              options.integer("c_dim", 0, 0, Integer.MAX_VALUE),
              options.powerOfTwo("img_resolution", 8, LARGEST_SIDE),
              options.count("img_channels", 3),
              options.choice("architecture", "resnet", "skip", "orig"),
              base,
              most,
              options.positive("conv_clamp", Double.POSITIVE_INFINITY),
              mapped,
              MappingOptions.of(options, LAYERS_OF_MAPPING, mapped),
              deviation.get(0),
              deviation.get(1));
        });
  }

  private static List<Integer> deviation(PublishedOptions epilogue) {
    epilogue.choice("activation", "lrelu");
    return List.of(
        epilogue.count("mbstd_group_size", 4),
        epilogue.integer("mbstd_num_channels", 1, 0, Integer.MAX_VALUE));
  }

  /** The filter's numbers are in the checkpoint. */
  private static List<Long> requireFilter(PublishedOptions block) {
    block.choice("activation", "lrelu");
    List<Long> filter = block.integers("resample_filter", List.of(1L, 3L, 3L, 1L));
    if (filter.size() != TAPS) {
      throw block.refusal("resample_filter", "a list of four numbers");
    }
    return filter;
  }

  long channels(int resolution) {
    return channels(resolution, channelBase, channelMax);
  }

  private static long channels(int resolution, int base, int most) {
    return Math.min(base / resolution, most);
  }
}
