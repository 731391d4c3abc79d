package org.albumen.models.network;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.albumen.models.torchscript.ScriptClass;
import org.albumen.models.torchscript.ScriptModule;

/**
 * The generator of progressive growing (Karras et al. 2018, arXiv:1710.10196, table 2) at its final
 * size: the latent is normalised and spread over 4 x 4 pixels, each further stage doubles the size
 * by nearest neighbour; every convolution is followed by a leaky ReLU and a division of each pixel
 * by the root mean square of its channels. Maps {@code z}, N x L, to {@code output}, N x 3 x S x S
 * in RGB of nominal range [-1, 1], not clipped; S is {@link #size()}.
 *
 * <p>Weights are those of the published TensorFlow Hub module, by its own names ({@code
 * res_0/conv0/bias} is {@code res_0.conv0.bias}): the scales of the equalised learning rate are
 * multiplied in, as they are there.
 *
 * @param latent L
 * @param channels of each stage, the first of which has 4 x 4 pixels
 */
public record ProGan(int latent, List<Integer> channels) implements LatentGenerator {
  private static final int MOST_STAGES = 9;

  public ProGan {
    channels = List.copyOf(channels);
    if (latent < 1 || channels.stream().anyMatch(width -> width < 1)) {
      throw new IllegalArgumentException("ProGAN needs positive sizes");
    }
    if (channels.isEmpty() || channels.size() > MOST_STAGES) {
      throw new IllegalArgumentException("ProGAN has 1 to 9 stages, not " + channels.size());
    }
  }

  /** The network of {@code google/progan-128}: 512 numbers become 128 x 128 pixels. */
  public static ProGan published() {
    return new ProGan(512, List.of(512, 512, 512, 512, 256, 128));
  }

  /**
   * A network from its options by the names of the paper's implementation: {@code latent_size},
   * {@code resolution}, {@code fmap_base} (a stage of S pixels has 2/S of that many channels) and
   * {@code fmap_max} (but no more than that). Those left out are of {@link #published()}.
   *
   * @throws IllegalArgumentException in one line, when an option is unknown or cannot have its
   *     value
   */
  public static ProGan of(JsonNode options) {
    return PublishedOptions.read("ProGAN", options, Set.of(), ProGan::named);
  }

  private static ProGan named(PublishedOptions options) {
    int size = options.has("resolution") ? options.powerOfTwo("resolution", 4, 1024) : 128;
    int base = options.integer("fmap_base", 8192, size / 2, Integer.MAX_VALUE);
    int most = options.count("fmap_max", 512);
    List<Integer> channels = new ArrayList<>();
    for (int side = 4; side <= size; side *= 2) {
      channels.add(Math.min(base / (side / 2), most));
    }
    return new ProGan(options.count("latent_size", 512), channels);
  }

  @Override
  public int size() {
    return 4 << (channels.size() - 1);
  }

  @Override
  public ScriptModule module() {
    ScriptModule.Builder module = ScriptModule.of(network());
    long width = latent;
    for (int i = 0; i < channels.size(); i++) {
      long next = channels.get(i);
      module.module(
          "res_" + i,
          ScriptModule.of(STAGE)
              .module("conv0", i == 0 ? conv(width, next, 4) : conv(width, next, 3))
              .module("conv1", conv(next, next, 3))
              .build());
      width = next;
    }
    return module
        .module(
            "to_rgb",
            ScriptModule.of(TO_RGB)
                .parameter("weight", 3L, width, 1L, 1L)
                .parameter("bias", 3L)
                .build())
        .build();
  }

  /** Of three taps it keeps the size; of four it spreads one pixel over 4 x 4. */
  private static ScriptModule conv(long in, long out, long taps) {
    return ScriptModule.of(CONV)
        .parameter("weight", out, in, taps, taps)
        .parameter("bias", out)
        .constant("padding", taps == 4 ? 3L : 1L)
        .build();
  }

  @Override
  public List<String> inputs() {
    return List.of("z");
  }

  @Override
  public List<String> outputs() {
    return List.of("output");
  }

  private ScriptClass network() {
    StringBuilder text = new StringBuilder(NETWORK);
    for (int i = 1; i < channels.size(); i++) {
      text.append("    x = torch.upsample_nearest2d(x, None, [2., 2.])\n");
      text.append("    x = self.res_").append(i).append(".forward(x)\n");
    }
    return new ScriptClass("ProGan", text.append("    return self.to_rgb.forward(x)\n").toString());
  }

  private static final String NETWORK =
      """
        def forward(self: __torch__.ProGan, z: Tensor) -> Tensor:
          x = torch.unsqueeze(torch.unsqueeze(z, 2), 3)
          power = torch.mean(torch.mul(x, x), [1], True)
          x = torch.mul(x, torch.rsqrt(torch.add(power, 1e-08)))
          x = self.res_0.forward(x)
      """;

  private static final ScriptClass CONV =
      new ScriptClass(
          "ProGanConv",
          """
            def forward(self: __torch__.ProGanConv, x: Tensor) -> Tensor:
              pad = self.padding
              x = torch.conv2d(x, self.weight, self.bias, [1, 1], [pad, pad], [1, 1], 1)
              x = torch.leaky_relu(x, 0.2)
              power = torch.mean(torch.mul(x, x), [1], True)
              return torch.mul(x, torch.rsqrt(torch.add(power, 1e-08)))
          """);

  private static final ScriptClass STAGE =
      new ScriptClass(
          "ProGanStage",
          """
            def forward(self: __torch__.ProGanStage, x: Tensor) -> Tensor:
              return self.conv1.forward(self.conv0.forward(x))
          """);

  private static final ScriptClass TO_RGB =
      new ScriptClass(
          "ProGanToRgb",
          """
            def forward(self: __torch__.ProGanToRgb, x: Tensor) -> Tensor:
              return torch.conv2d(x, self.weight, self.bias, [1, 1], [0, 0], [1, 1], 1)
          """);
}
