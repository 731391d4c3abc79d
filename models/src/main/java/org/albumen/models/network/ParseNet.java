package org.albumen.models.network;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.albumen.models.torchscript.ScriptClass;
import org.albumen.models.torchscript.ScriptModule;
import org.jspecify.annotations.Nullable;

/**
 * ParseNet, the face parser of PSFR-GAN (Chen et al. 2021, arXiv:2009.08709) as facexlib publishes
 * it: residual blocks that halve the image, residual blocks, and residual blocks that double it
 * again; every convolution is padded by reflection.
 *
 * <p>Input: RGB N x 3 x H x W of range [-1, 1], both sides multiples of {@code in_size /
 * min_feat_size}. Outputs: the scores of the classes N x {@code parsing_ch} x H x W, and the face
 * drawn anew, N x 3 x H x W. An option that is left out is the published one.
 */
public final class ParseNet implements TensorNetwork {
  private final int inSize;
  private final int outSize;
  private final int smallest;
  private final int width;
  private final int classes;
  private final int depth;
  private final double slope;
  private final int narrowest;
  private final int widest;

  /**
   * @param inSize side of the input in training, a power of two times {@code smallest}
   * @param outSize side of the output for such an input
   * @param smallest side of the features in the middle
   * @param width channels of the first features
   * @param classes kinds of region
   * @param depth residual blocks in the middle
   * @param rectifier {@code relu} or {@code leakyrelu}, in letters of any case
   * @param norm {@code bn}: the only normalisation of published files
   * @param channels the fewest and the most channels
   */
  public ParseNet(
      @JsonProperty("in_size") @Nullable Integer inSize,
      @JsonProperty("out_size") @Nullable Integer outSize,
      @JsonProperty("min_feat_size") @Nullable Integer smallest,
      @JsonProperty("base_ch") @Nullable Integer width,
      @JsonProperty("parsing_ch") @Nullable Integer classes,
      @JsonProperty("res_depth") @Nullable Integer depth,
      @JsonProperty("relu_type") @Nullable String rectifier,
      @JsonProperty("norm_type") @Nullable String norm,
      @JsonProperty("ch_range") @Nullable List<Integer> channels) {
    this.inSize = inSize == null ? 128 : inSize;
    this.outSize = outSize == null ? 128 : outSize;
    this.smallest = smallest == null ? 32 : smallest;
    this.width = width == null ? 64 : width;
    this.classes = classes == null ? 19 : classes;
    this.depth = depth == null ? 10 : depth;
    String type = rectifier == null ? "leakyrelu" : rectifier.toLowerCase(Locale.ROOT);
    this.slope = type.equals("relu") ? 0 : 0.2;
    List<Integer> range = channels == null ? List.of(32, 256) : channels;
    if (range.size() != 2 || range.get(0) < 1 || range.get(1) < range.get(0)) {
      throw new IllegalArgumentException("ch_range is the fewest and the most channels");
    }
    this.narrowest = range.get(0);
    this.widest = range.get(1);
    if (this.width < 1 || this.classes < 1 || this.depth < 0) {
      throw new IllegalArgumentException("ParseNet needs positive sizes");
    }
    if (!type.equals("relu") && !type.equals("leakyrelu")) {
      throw new IllegalArgumentException("relu_type is relu or leakyrelu, not " + rectifier);
    }
    if (norm != null && !norm.equalsIgnoreCase("bn")) {
      throw new IllegalArgumentException("norm_type is bn, not " + norm);
    }
    steps("in_size", this.inSize);
    steps("out_size", this.outSize);
  }

  /**
   * A network from its published options.
   *
   * @throws IllegalArgumentException in one line, when an option is unknown or cannot have its
   *     value
   */
  public static ParseNet of(JsonNode options) {
    return NamedOptions.read("ParseNet", ParseNet.class, options);
  }

  @Override
  public ScriptModule module() {
    long channels = width;
    Chain encoder = new Chain("Encoder").then("0", convolution("Keep", 3, width).build());
    int down = steps("in_size", inSize);
    for (int i = 0; i < down; i++) {
      encoder.then(Integer.toString(i + 1), residual("Down", clip(channels), clip(2 * channels)));
      channels *= 2;
    }
    Chain body = new Chain("Middle");
    for (int i = 0; i < depth; i++) {
      body.then(Integer.toString(i), residual("Keep", clip(channels), clip(channels)));
    }
    Chain decoder = new Chain("Decoder");
    int up = steps("out_size", outSize);
    for (int i = 0; i < up; i++) {
      decoder.then(Integer.toString(i), residual("Up", clip(channels), clip(channels / 2)));
      channels /= 2;
    }
    return ScriptModule.of(NETWORK)
        .module("encoder", encoder.build())
        .module("body", body.build())
        .module("decoder", decoder.build())
        .module("out_img_conv", convolution("Keep", clip(channels), 3).build())
        .module("out_mask_conv", convolution("Keep", clip(channels), classes).build())
        .build();
  }

  @Override
  public List<String> inputs() {
    return List.of("x");
  }

  @Override
  public List<String> outputs() {
    return List.of("output", "out_img");
  }

  @Override
  public Set<String> ignored() {
    return BatchNorm.counters(module());
  }

  /**
   * @param scale {@code Up}, {@code Down} or {@code Keep}
   */
  private ScriptModule residual(String scale, long in, long out) {
    ScriptModule first = normalised(scale.equals("Down") ? "Keep" : scale, in, out, true);
    ScriptModule second = normalised(scale.equals("Down") ? "Down" : "Keep", out, out, false);
    boolean shortcut = !scale.equals("Keep") || in != out;
    ScriptModule.Builder block =
        ScriptModule.of(
            new ScriptClass(
                "Residual" + scale + (shortcut ? "Shortcut" : ""),
                RESIDUAL
                    .replace("NAME", "Residual" + scale + (shortcut ? "Shortcut" : ""))
                    .replace("SHORTCUT", shortcut ? "self.shortcut_func.forward(x)" : "x")));
    if (shortcut) {
      block.module("shortcut_func", convolution(scale, in, out).build());
    }
    return block.module("conv1", first).module("conv2", second).build();
  }

  private ScriptModule normalised(String scale, long in, long out, boolean rectified) {
    Chain layer =
        scaled("Normalised" + scale + (rectified ? "Rectified" : ""), scale)
            .then("conv2d", kernel(scale, in, out).plain())
            .then("norm", new Chain("Norm").then("norm", BatchNorm.of(out)).build());
    return (rectified ? layer.leaky(slope) : layer).build();
  }

  private static Chain convolution(String scale, long in, long out) {
    return scaled("Convolution" + scale, scale).then("conv2d", kernel(scale, in, out).biased());
  }

  private static Chain scaled(String className, String scale) {
    Chain chain = new Chain(className);
    if (scale.equals("Up")) {
      chain.apply("torch.upsample_nearest2d(x, None, [2., 2.])");
    }
    return chain.apply("torch.reflection_pad2d(x, [1, 1, 1, 1])");
  }

  private static Convolution kernel(String scale, long in, long out) {
    return new Convolution(in, out, 3, scale.equals("Down") ? 2 : 1, 0, 1);
  }

  private long clip(long channels) {
    return Math.max(narrowest, Math.min(channels, widest));
  }

  /** How often the features are halved from {@code size} to the smallest, and the other way. */
  private int steps(String option, int size) {
    int ratio = smallest < 1 ? 0 : size / smallest;
    if (ratio < 1 || ratio > 64 || size % smallest != 0 || Integer.bitCount(ratio) != 1) {
      throw new IllegalArgumentException(
          option + " is a power of two times min_feat_size (" + smallest + "), not " + size);
    }
    return Integer.numberOfTrailingZeros(ratio);
  }

  private static final String RESIDUAL =
      """
        def forward(self: __torch__.NAME, x: Tensor) -> Tensor:
          y = self.conv2.forward(self.conv1.forward(x))
          return torch.add(SHORTCUT, y)
      """;

  private static final ScriptClass NETWORK =
      new ScriptClass(
          "ParseNet",
          """
            def forward(self: __torch__.ParseNet, x: Tensor) -> Tuple[Tensor, Tensor]:
              x = self.encoder.forward(x)
              x = self.decoder.forward(torch.add(x, self.body.forward(x)))
              return (self.out_mask_conv.forward(x), self.out_img_conv.forward(x))
          """);
}
