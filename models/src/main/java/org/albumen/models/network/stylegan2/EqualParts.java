package org.albumen.models.network.stylegan2;

import static org.albumen.models.network.stylegan2.ConvLayers.ROOT_HALF;
import static org.albumen.models.network.stylegan2.FoldedLayers.GAIN;

import java.util.List;
import org.albumen.models.network.stylegan2.FoldedLayers.Kernel;
import org.albumen.models.torchscript.ScriptClass;
import org.albumen.models.torchscript.ScriptModule;
import org.jspecify.annotations.Nullable;

/**
 * Convolutions of an equalised learning rate, resampling with a smoothing kernel that the
 * checkpoint does not hold.
 *
 * @param taps of the smoothing kernel
 * @param mappingRate the learning rate's multiplier in the mapping network
 */
record EqualParts(Modulation modulation, List<Long> taps, double mappingRate)
    implements GfpganParts {
  private static final List<String> CONV_UP_NAMES = List.of("weight", "activation.bias");

  private static final ScriptClass FOLDED_DOUBLING =
      new ScriptClass(
          "Doubling",
          """
            def forward(self: __torch__.Doubling, x: Tensor) -> Tensor:
              y = self.conv1.leaky(x)
              y = self.conv2.leaky(torch.upsample_bilinear2d(y, None, False, [2., 2.]))
              x = torch.upsample_bilinear2d(self.skip.forward(x), None, False, [2., 2.])
              return torch.add_(y, x)
          """);

  private static final ScriptClass DOUBLING =
      new ScriptClass(
          "Doubling",
          """
            def forward(self: __torch__.Doubling, x: Tensor) -> Tensor:
              y = self.conv1.leaky(x)
              y = self.conv2.leaky(torch.upsample_bilinear2d(y, None, False, [2., 2.]))
              x = torch.upsample_bilinear2d(self.skip.forward(x), None, False, [2., 2.])
              return torch.mul(torch.add(y, x), 0.7071067811865475)
          """);

  private static final ScriptClass CONV_UP =
      new ScriptClass(
          "ConvUpLayer",
          """
            def leaky(self: __torch__.ConvUpLayer, x: Tensor) -> Tensor:
              weight = torch.mul(self.weight, self.scale)
              x = torch.conv2d(x, weight, None, [1, 1], [1, 1], [1, 1], 1)
              return self.activation.forward(x)
          """);

  private static final String STYLE_CONV =
      """
        def forward(self: __torch__.NAME, x: Tensor, w: Tensor, noise: Tensor) -> Tensor:
          y = self.modulated_conv.forward(x, w)
          return self.activate.forward(torch.add_(y, torch.mul(noise, self.weight)))
      """;

  private static final ScriptClass COLOURS =
      new ScriptClass(
          "ToRgb",
          """
            def forward(self: __torch__.ToRgb, x: Tensor, w: Tensor) -> Tensor:
              return torch.add(self.modulated_conv.forward(x, w), self.bias)
          """);

  EqualParts {
    taps = List.copyOf(taps);
  }

  private boolean folded() {
    return modulation == Modulation.FOLDED;
  }

  @Override
  public ScriptModule conv(long in, long out, long kernel) {
    return folded() ? foldedConv(in, out, kernel, 1) : Layers.equalConv(in, out, kernel);
  }

  @Override
  public ScriptModule leakyConv(long in, long out, long kernel) {
    return folded() ? foldedConv(in, out, kernel, GAIN) : conv(in, out, kernel);
  }

  private static ScriptModule foldedConv(long in, long out, long kernel, double gain) {
    return FoldedLayers.equalConv(new Kernel(in, out, kernel, 1), List.of("weight", "bias"), gain);
  }

  @Override
  public ScriptModule first(long out) {
    return layers().first(out);
  }

  @Override
  public ScriptModule activated(long in, long out, long kernel) {
    return layers().keeping(in, out, kernel);
  }

  @Override
  public ScriptModule halving(long in, long out) {
    return layers().residual(in, out);
  }

  private ConvLayers layers() {
    return new ConvLayers(taps, false, folded());
  }

  @Override
  public ScriptModule doubling(long in, long out) {
    if (folded()) {
      Kernel wide = new Kernel(in, out, 3, 1);
      return ScriptModule.of(FOLDED_DOUBLING)
          .module("conv1", layers().keeping(in, in, 3))
          .module("conv2", FoldedLayers.equalConv(wide, CONV_UP_NAMES, GAIN * ROOT_HALF))
          .module(
              "skip",
              FoldedLayers.unbiasedEqualConv(new Kernel(in, out, 1, 1), "weight", ROOT_HALF))
          .build();
    }
    ScriptModule conv =
        ScriptModule.of(CONV_UP)
            .parameter("weight", out, in, 3L, 3L)
            .constant("scale", 1 / Math.sqrt((double) (in * 9)))
            .module("activation", Layers.fusedLeakyRelu(out))
            .build();
    return ScriptModule.of(DOUBLING)
        .module("conv1", layers().keeping(in, in, 3))
        .module("conv2", conv)
        .module("skip", Layers.unbiasedEqualConv(in, out, 1, 1))
        .build();
  }

  @Override
  public ScriptModule linear(long in, long out) {
    return folded() ? FoldedLayers.equalLinear(in, out, 1, 1) : Layers.equalLinear(in, out, 1);
  }

  @Override
  public ScriptModule mapping(int depth, long style) {
    return Mapping.equalised(depth, style, mappingRate, folded());
  }

  @Override
  public ScriptModule style(long in, long out, long style, boolean doubling) {
    if (folded()) {
      FoldedStyle convolution = FoldedStyle.equalised(in, out, 3, style);
      return new FoldedStyleConv(convolution, "modulated_conv", "weight", "activate.bias", GAIN)
          .added(false, doubling ? Fir.afterDoubling(taps, 3, false) : null);
    }
    String name = doubling ? "StyleConvUp" : "StyleConv";
    ScriptModule blur = doubling ? Fir.afterDoubling(taps, 3, false).module() : null;
    return ScriptModule.of(new ScriptClass(name, STYLE_CONV.replace("NAME", name)))
        .parameter("weight", 1L)
        .module("modulated_conv", modulated(in, out, 3, style, blur))
        .module("activate", Layers.fusedLeakyRelu(out))
        .build();
  }

  @Override
  public ScriptModule colours(long in, long style) {
    if (folded()) {
      return FoldedStyle.equalised(in, 3, 1, style).colours("modulated_conv");
    }
    return ScriptModule.of(COLOURS)
        .parameter("bias", 1L, 3L, 1L, 1L)
        .module("modulated_conv", modulated(in, 3, 1, style, null))
        .build();
  }

  private ScriptModule modulated(
      long in, long out, long kernel, long style, @Nullable ScriptModule blur) {
    return ModulatedConvolution.equalised(in, out, kernel, style, blur).module(modulation);
  }

  @Override
  public ScriptModule upsample() {
    Fir fir = Fir.doubling(taps, false);
    return folded() ? fir.foldedModule() : fir.module();
  }
}
