package org.albumen.models.network.stylegan2;

import org.albumen.models.torchscript.ScriptClass;
import org.albumen.models.torchscript.ScriptModule;

/** Plain convolutions, bilinear resampling. */
record CleanParts(Modulation modulation) implements GfpganParts {
  private boolean folded() {
    return modulation == Modulation.FOLDED;
  }

  private static final ScriptClass HALVING =
      new ScriptClass(
          "Halving",
          """
            def half(self: __torch__.Halving, x: Tensor) -> Tensor:
              return torch.avg_pool2d(x, [2, 2], [2, 2], [0, 0], False, True, None)
            def forward(self: __torch__.Halving, x: Tensor) -> Tensor:
              y = self.conv2.leaky(self.half(self.conv1.leaky(x)))
              return torch.add(y, self.skip.forward(self.half(x)))
          """);

  private static final ScriptClass DOUBLING =
      new ScriptClass(
          "Doubling",
          """
            def twice(self: __torch__.Doubling, x: Tensor) -> Tensor:
              return torch.upsample_bilinear2d(x, None, False, [2., 2.])
            def forward(self: __torch__.Doubling, x: Tensor) -> Tensor:
              y = self.conv2.leaky(self.twice(self.conv1.leaky(x)))
              return torch.add(y, self.twice(self.skip.forward(x)))
          """);

  private static final ScriptClass BILINEAR =
      new ScriptClass(
          "Bilinear",
          """
            def forward(self: __torch__.Bilinear, x: Tensor) -> Tensor:
              return torch.upsample_bilinear2d(x, None, False, [2., 2.])
          """);

  private static final ScriptClass STYLE_CONV =
      new ScriptClass(
          "StyleConv",
          """
            def forward(self: __torch__.StyleConv, x: Tensor, w: Tensor, noise: Tensor) -> Tensor:
              if self.doubling:
                x = torch.upsample_bilinear2d(x, None, False, [2., 2.])
              y = torch.mul(self.modulated_conv.forward(x, w), 1.4142135623730951)
              y = torch.add_(torch.add_(y, torch.mul(noise, self.weight)), self.bias)
              return torch.leaky_relu_(y, 0.2)
          """);

  private static final ScriptClass COLOURS =
      new ScriptClass(
          "ToRgb",
          """
            def forward(self: __torch__.ToRgb, x: Tensor, w: Tensor) -> Tensor:
              return torch.add(self.modulated_conv.forward(x, w), self.bias)
          """);

  @Override
  public ScriptModule conv(long in, long out, long kernel) {
    return Layers.conv(in, out, kernel);
  }

  @Override
  public ScriptModule leakyConv(long in, long out, long kernel) {
    return conv(in, out, kernel);
  }

  @Override
  public ScriptModule first(long out) {
    return folded() ? FoldedLayers.exactConv(3, out, 1) : conv(3, out, 1);
  }

  @Override
  public ScriptModule activated(long in, long out, long kernel) {
    return Layers.conv(in, out, kernel);
  }

  @Override
  public ScriptModule halving(long in, long out) {
    return block(HALVING, in, out);
  }

  @Override
  public ScriptModule doubling(long in, long out) {
    return block(DOUBLING, in, out);
  }

  private ScriptModule block(ScriptClass type, long in, long out) {
    ScriptClass once =
        new ScriptClass(type.name(), type.methods().replace("torch.add(", "torch.add_("));
    return ScriptModule.of(folded() ? once : type)
        .module("conv1", Layers.conv(in, in, 3))
        .module("conv2", Layers.conv(in, out, 3))
        .module("skip", Layers.unbiasedConv(in, out, 1))
        .build();
  }

  @Override
  public ScriptModule linear(long in, long out) {
    return folded() ? FoldedLayers.linear(in, out) : Layers.linear(in, out);
  }

  /** Layers 1, 3, 5 and so on: the published list counts the activations too. */
  @Override
  public ScriptModule mapping(int depth, long style) {
    return Mapping.of(depth, 2, () -> linear(style, style));
  }

  @Override
  public ScriptModule style(long in, long out, long style, boolean doubling) {
    if (folded()) {
      FoldedStyle folded =
          new FoldedStyle(convolution(in, out, 3, style), FoldedLayers.GAIN, linear(style, in));
      return new FoldedStyleConv(folded, "modulated_conv", "weight", "bias", 1)
          .added(doubling, null);
    }
    return ScriptModule.of(STYLE_CONV)
        .parameter("weight", 1L)
        .parameter("bias", 1L, out, 1L, 1L)
        .module("modulated_conv", modulated(in, out, 3, style))
        .constant("doubling", doubling)
        .build();
  }

  @Override
  public ScriptModule colours(long in, long style) {
    if (folded()) {
      return new FoldedStyle(convolution(in, 3, 1, style), 1, linear(style, in))
          .colours("modulated_conv");
    }
    return ScriptModule.of(COLOURS)
        .parameter("bias", 1L, 3L, 1L, 1L)
        .module("modulated_conv", modulated(in, 3, 1, style))
        .build();
  }

  private ScriptModule modulated(long in, long out, long kernel, long style) {
    return convolution(in, out, kernel, style).module(modulation);
  }

  private static ModulatedConvolution convolution(long in, long out, long kernel, long style) {
    ScriptModule scales = Layers.linear(style, in);
    return new ModulatedConvolution(in, out, kernel, 1, kernel > 1, scales, null);
  }

  @Override
  public ScriptModule upsample() {
    return ScriptModule.of(BILINEAR).build();
  }
}
