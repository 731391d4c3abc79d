package org.albumen.models.network.stylegan2;

import java.util.List;
import org.albumen.models.torchscript.ScriptClass;
import org.albumen.models.torchscript.ScriptModule;
import org.jspecify.annotations.Nullable;

/**
 * Layers of StyleGAN2 in the layout of rosinality's files, whose smoothing kernels are in the
 * checkpoint.
 *
 * @param taps of the smoothing kernels
 * @param style length of a latent vector
 * @param concatenated whether noise is put beside the features and doubles their channels; else it
 *     is added to them
 */
record StyleGan2Layers(Modulation modulation, List<Long> taps, long style, boolean concatenated) {
  private static final String STYLED =
      """
        def forward(self: __torch__.NAME, x: Tensor, w: Tensor, noise: Tensor) -> Tensor:
          x = self.conv.forward(x, w)
          return self.activate.forward(self.noise.forward(x, noise))
      """;

  private static final ScriptClass ADDED =
      new ScriptClass(
          "Noise",
          """
            def forward(self: __torch__.Noise, x: Tensor, noise: Tensor) -> Tensor:
              return torch.add(x, torch.mul(noise, self.weight))
          """);

  private static final ScriptClass BESIDE =
      new ScriptClass(
          "Noise",
          """
            def forward(self: __torch__.Noise, x: Tensor, noise: Tensor) -> Tensor:
              return torch.cat([x, torch.mul(noise, self.weight)], 1)
          """);

  private static final ScriptClass FIRST_COLOURS =
      new ScriptClass(
          "FirstToRgb",
          """
            def forward(self: __torch__.FirstToRgb, x: Tensor, w: Tensor) -> Tensor:
              return torch.add(self.conv.forward(x, w), self.bias)
          """);

  private static final ScriptClass COLOURS =
      new ScriptClass(
          "ToRgb",
          """
            def forward(self: __torch__.ToRgb, x: Tensor, w: Tensor, y: Tensor) -> Tensor:
              x = torch.add(self.conv.forward(x, w), self.bias)
              return torch.add(x, self.upsample.forward(y))
          """);

  StyleGan2Layers {
    taps = List.copyOf(taps);
  }

  /**
   * The decoder's members from {@code input} to {@code to_rgbs}.
   *
   * @param channels of the features before noise is put beside them
   */
  void addTo(ScriptModule.Builder module, ChannelTable channels, int log2) {
    int wider = concatenated ? 2 : 1;
    long first = channels.at(4);
    ModuleList convs = new ModuleList("StyledConvs");
    ModuleList colours = new ModuleList("ToRgbs");
    long in = first * wider;
    for (int i = 3; i <= log2; i++) {
      long out = channels.at(1L << i);
      convs.add(styled(in, out, true)).add(styled(out * wider, out, false));
      in = out * wider;
      colours.add(colours(in));
    }
    module
        .module("input", constant(first))
        .module("conv1", styled(first, first, false))
        .module("to_rgb1", firstColours(first * wider))
        .module("convs", convs.build())
        .module("to_rgbs", colours.build());
  }

  /**
   * Statements that make an image {@code y} from {@code latents}, N x K x L.
   *
   * @param noise the expression of a layer's noise, with {@code INDEX} for its number
   */
  static String synthesis(int log2, String noise) {
    StringBuilder text = new StringBuilder(FIRST.replace("NOISE", noise).replace("INDEX", "0"));
    for (int i = 0; i < log2 - 2; i++) {
      int w = 2 * i + 1;
      text.append(
          LEVEL
              .replace("CONV1", ModuleList.member("convs", 2 * i))
              .replace("CONV2", ModuleList.member("convs", 2 * i + 1))
              .replace("TO_RGB", ModuleList.member("to_rgbs", i))
              .replace("NOISE1", noise.replace("INDEX", Integer.toString(w)))
              .replace("NOISE2", noise.replace("INDEX", Integer.toString(w + 1)))
              .replace("W1", "torch.select(latents, 1, " + w + ")")
              .replace("W2", "torch.select(latents, 1, " + (w + 1) + ")")
              .replace("W3", "torch.select(latents, 1, " + (w + 2) + ")"));
    }
    return text.toString();
  }

  private static ScriptModule constant(long channels) {
    return ScriptModule.of(new ScriptClass("ConstantInput", ""))
        .parameter("input", 1L, channels, 4L, 4L)
        .build();
  }

  private boolean folded() {
    return modulation == Modulation.FOLDED;
  }

  private ScriptModule styled(long in, long out, boolean doubling) {
    if (folded()) {
      Fir blur = doubling ? Fir.afterDoubling(taps, 3, true) : null;
      FoldedStyleConv conv =
          new FoldedStyleConv(
              FoldedStyle.equalised(in, out, 3, style),
              "conv",
              "noise.weight",
              "activate.bias",
              FoldedLayers.GAIN);
      return concatenated ? conv.beside(blur) : conv.added(false, blur);
    }
    String name = doubling ? "StyledConvUp" : "StyledConv";
    ScriptModule blur = doubling ? Fir.afterDoubling(taps, 3, true).module() : null;
    return ScriptModule.of(new ScriptClass(name, STYLED.replace("NAME", name)))
        .module("conv", modulated(in, out, 3, blur))
        .module(
            "noise", ScriptModule.of(concatenated ? BESIDE : ADDED).parameter("weight", 1L).build())
        .module("activate", Layers.fusedLeakyRelu(concatenated ? 2 * out : out))
        .build();
  }

  private ScriptModule firstColours(long in) {
    if (folded()) {
      return FoldedStyle.equalised(in, 3, 1, style).colours("conv");
    }
    return ScriptModule.of(FIRST_COLOURS)
        .parameter("bias", 1L, 3L, 1L, 1L)
        .module("conv", modulated(in, 3, 1, null))
        .build();
  }

  private ScriptModule colours(long in) {
    if (folded()) {
      return FoldedStyle.equalised(in, 3, 1, style)
          .coloursOn(Fir.doubling(taps, true).foldedModule());
    }
    return ScriptModule.of(COLOURS)
        .parameter("bias", 1L, 3L, 1L, 1L)
        .module("upsample", Fir.doubling(taps, true).module())
        .module("conv", modulated(in, 3, 1, null))
        .build();
  }

  private ScriptModule modulated(long in, long out, long kernel, @Nullable ScriptModule blur) {
    return ModulatedConvolution.equalised(in, out, kernel, style, blur).module(modulation);
  }

  private static final String FIRST =
      """
          x = torch.expand(self.input.input, [torch.size(latents, 0), -1, -1, -1])
          x = self.conv1.forward(x, torch.select(latents, 1, 0), NOISE)
          y = self.to_rgb1.forward(x, torch.select(latents, 1, 1))
      """;

  private static final String LEVEL =
      """
          x = CONV1.forward(x, W1, NOISE1)
          x = CONV2.forward(x, W2, NOISE2)
          y = TO_RGB.forward(x, W3, y)
      """;
}
