package org.albumen.models.network;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import org.albumen.models.torchscript.ScriptClass;
import org.albumen.models.torchscript.ScriptModule;

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
  private static final int DEEPEST = 1000;

  private final int inSize;
  private final int outSize;
  private final int smallest;
  private final int width;
  private final int classes;
  private final int depth;
  private final double slope;
  private final long narrowest;
  private final long widest;

  private ParseNet(PublishedOptions options) {
    inSize = options.count("in_size", 128);
    outSize = options.count("out_size", 128);
    smallest = options.count("min_feat_size", 32);
    width = options.count("base_ch", 64);
    classes = options.count("parsing_ch", 19);
    depth = options.integer("res_depth", 10, 0, DEEPEST);
    slope = options.choice("relu_type", "leakyrelu", "relu").equals("relu") ? 0 : 0.2;
    options.choice("norm_type", "bn");
    List<Long> range = options.integers("ch_range", List.of(32L, 256L));
    if (range.size() != 2 || range.get(0) < 1 || range.get(1) < range.get(0)) {
      throw options.refusal("ch_range", "the fewest and the most channels");
    }
    narrowest = range.get(0);
    widest = range.get(1);
    if (!doubles(inSize)) {
      throw options.refusal("in_size", "a power of two times min_feat_size, " + smallest);
    }
    if (!doubles(outSize)) {
      throw options.refusal("out_size", "a power of two times min_feat_size, " + smallest);
    }
  }

  /**
   * A network from its published options.
   *
   * @throws IllegalArgumentException in one line, when an option is unknown or cannot have its
   *     value
   */
  public static ParseNet of(JsonNode options) {
    return PublishedOptions.read("ParseNet", options, Set.of(), ParseNet::new);
  }

  @Override
  public ScriptModule module() {
    long channels = width;
    Chain encoder = new Chain("Encoder").then("0", convolution("Keep", 3, width).build());
    int down = steps(inSize);
    for (int i = 0; i < down; i++) {
      encoder.then(Integer.toString(i + 1), residual("Down", clip(channels), clip(2 * channels)));
      channels *= 2;
    }
    Chain body = new Chain("Middle");
    for (int i = 0; i < depth; i++) {
      body.then(Integer.toString(i), residual("Keep", clip(channels), clip(channels)));
    }
    Chain decoder = new Chain("Decoder");
    int up = steps(outSize);
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

  /** Whether features of the smallest size become {@code size} by doubling. */
  private boolean doubles(int size) {
    return size % smallest == 0 && steps(size) <= 6 && Integer.bitCount(size / smallest) == 1;
  }

  /** How often the features are halved from {@code size} to the smallest, and the other way. */
  private int steps(int size) {
    return Integer.numberOfTrailingZeros(size / smallest);
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
