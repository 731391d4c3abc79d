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
 * StyleGAN2's residual discriminator (Karras et al. 2020, arXiv:1912.04958, section 4.1, figure 7)
 * in the layout of rosinality's and GPEN's files. Maps {@code x}, N x 3 x S x S in RGB of range
 * [-1, 1], to {@code score}, N x 1, higher where it takes the image for a real one. Images are
 * compared in groups of four, or all of the batch when it is smaller; N is a multiple of that.
 *
 * @param size S, a power of two ({@code size})
 * @param channelMultiplier of the channels above 32 pixels ({@code channel_multiplier})
 * @param narrow factor of all channels ({@code narrow})
 * @param blurKernel taps of the smoothing kernel ({@code blur_kernel})
 */
public record StyleGan2Discriminator(
    int size, int channelMultiplier, double narrow, List<Long> blurKernel)
    implements TensorNetwork {
  private static final long GROUP = 4;

  public StyleGan2Discriminator {
    new ChannelTable(channelMultiplier, narrow).require(size, 1, 0);
    blurKernel = Fir.require(blurKernel);
  }

  /**
   * Reads the published options.
   *
   * @throws IllegalArgumentException when one is unknown, missing or impossible
   */
  public static StyleGan2Discriminator of(JsonNode config) {
    return PublishedOptions.read(
        "StyleGAN2's discriminator",
        config,
        Set.of(),
        options ->
            new StyleGan2Discriminator(
                options.powerOfTwo("size", 8, 2048),
                options.count("channel_multiplier", 2),
                options.positive("narrow", 1),
                options.integers("blur_kernel", Fir.STANDARD)));
  }

  @Override
  public ScriptModule module() {
    int log2 = ChannelTable.log2(size);
    ChannelTable channels = new ChannelTable(channelMultiplier, narrow);
    ConvLayers layers = new ConvLayers(blurKernel, true, false);
    long least = channels.at(4);
    ModuleList convs = new ModuleList("Convs").add(layers.keeping(3, channels.at(size), 1));
    StringBuilder text = new StringBuilder(HEAD);
    for (int i = log2; i > 2; i--) {
      convs.add(layers.residual(channels.at(1L << i), channels.at(1L << (i - 1))));
      text.append("    x = " + ModuleList.member("convs", log2 - i + 1) + ".forward(x)\n");
    }
    return ScriptModule.of(new ScriptClass("Discriminator", text.append(TAIL).toString()))
        .module("convs", convs.build())
        .module("deviation", deviation(GROUP, 1))
        .module("final_conv", layers.keeping(least + 1, least, 3))
        .module(
            "final_linear",
            new ModuleList("FinalLinear")
                .add(Layers.equalLinear(least * 16, least, 1))
                .add(Layers.equalLinear(least, 1, 1))
                .build())
        .build();
  }

  /**
   * Puts the deviation of the features among the images of a group beside them (Karras et al. 2018,
   * arXiv:1710.10196, section 3).
   *
   * @param group images of a group at most
   * @param features channels that are put there
   */
  static ScriptModule deviation(long group, long features) {
    return ScriptModule.of(DEVIATION)
        .constant("group", group)
        .constant("features", features)
        .build();
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
  public List<String> rootKeys() {
    return List.of("d");
  }

  @Override
  public List<String> outputs() {
    return List.of("score");
  }

  private static final ScriptClass DEVIATION =
      new ScriptClass(
          "Deviation",
          """
            def forward(self: __torch__.Deviation, x: Tensor) -> Tensor:
              n, c, h, w = torch.size(x)
              g = self.group
              if n < g:
                g = n
              y = torch.reshape(x, [g, -1, self.features, c // self.features, h, w])
              y = torch.sub(y, torch.mean(y, [0], True))
              y = torch.sqrt(torch.add(torch.mean(torch.mul(y, y), [0]), 1e-08))
              y = torch.reshape(torch.mean(y, [2, 3, 4]), [-1, self.features, 1, 1])
              return torch.cat([x, y.repeat([g, 1, h, w])], 1)
          """);

  private static final String HEAD =
      """
        def forward(self: __torch__.Discriminator, x: Tensor) -> Tensor:
          x = getattr(self.convs, "0").leaky(x)
      """;

  private static final String TAIL =
      """
          x = self.final_conv.leaky(self.deviation.forward(x))
          x = getattr(self.final_linear, "0").leaky(torch.flatten(x, 1))
          return getattr(self.final_linear, "1").forward(x)
      """;
}
