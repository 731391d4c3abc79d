package org.albumen.models.network.stylegan2;

import java.util.List;
import org.albumen.models.torchscript.Fold;
import org.albumen.models.torchscript.Origin;
import org.albumen.models.torchscript.ScriptClass;
import org.albumen.models.torchscript.ScriptModule;
import org.jspecify.annotations.Nullable;

/**
 * {@link ModulatedConvolution} for answers only, with its bias. The power of the weights is summed
 * at import. One image is convolved with a weight of its own, because that is less work than
 * scaling its channels; several share the weight. Factors are calculated in 32 bits.
 *
 * @param convolution what it calculates
 * @param gain of the answer before the bias, where it is demodulated
 * @param linear maps the latent vector to a factor per input channel, in 32 bits
 */
record FoldedStyle(ModulatedConvolution convolution, double gain, ScriptModule linear) {

  /** {@link ModulatedConvolution#equalised}, its answer times the root of 2 if demodulated. */
  static FoldedStyle equalised(long in, long out, long kernel, long style) {
    return new FoldedStyle(
        ModulatedConvolution.equalised(in, out, kernel, style, null),
        FoldedLayers.GAIN,
        FoldedLayers.equalLinear(style, in, 1, 1));
  }

  /** {@code forward} takes features, a latent vector and a bias per channel. */
  ScriptModule module(@Nullable Fir blur) {
    long in = convolution.in();
    long out = convolution.out();
    long kernel = convolution.kernel();
    boolean doubling = blur != null;
    String name =
        doubling ? "FoldedStyleUp" : convolution.demodulate() ? "FoldedStyle" : "FoldedColours";
    List<Long> shape = List.of(1L, out, in, kernel, kernel);
    double scale = convolution.demodulate() ? 1 : convolution.scale();
    Origin weight = Origin.of("weight", shape, new Fold.Scaled(scale));
    ScriptModule.Builder module =
        ScriptModule.of(new ScriptClass(name, text(name, doubling)))
            .made("weight", weight, out, in, kernel, kernel)
            .module("modulation", linear);
    if (convolution.demodulate()) {
      module.exactlyMade("power", Origin.of("weight", shape, new Fold.Power(1)), out, in);
    }
    if (blur != null) {
      module.module("blur", new Smoothing(blur, out).module("kernel"));
    }
    // rsqrt(sum of (w scale)^2 + 1e-8) = rsqrt(sum of w^2 + 1e-8 / scale^2) / scale
    return module
        .constant("gain", gain)
        .constant("least", 1e-8 / (convolution.scale() * convolution.scale()))
        .constant("padding", kernel / 2)
        .build();
  }

  /** The same with the colours' bias: {@code forward} takes features and a latent vector. */
  ScriptModule colours(String conv) {
    return ScriptModule.of(new ScriptClass("ToRgb", COLOURS.replace("CONV", conv)))
        .made("bias", Origin.of("bias", List.of(1L, 3L, 1L, 1L)), 3L)
        .module(conv, module(null))
        .build();
  }

  /** The same; {@code forward} takes an image of half the size, too, on which it is painted. */
  ScriptModule coloursOn(ScriptModule upsample) {
    return ScriptModule.of(COLOURS_ON)
        .made("bias", Origin.of("bias", List.of(1L, 3L, 1L, 1L)), 3L)
        .module("upsample", upsample)
        .module("conv", module(null))
        .build();
  }

  private String text(String name, boolean doubling) {
    String text = convolution.demodulate() ? DEMODULATED : MODULATED;
    String convolve = doubling ? UP : SAME;
    return text.replace("NAME", name)
        .replace("CONVOLVE_OWN", convolve.replace("WEIGHT", "weight").replace("BIAS", "bias"))
        .replace(
            "CONVOLVE_SHARED", convolve.replace("WEIGHT", "self.weight").replace("BIAS", "None"));
  }

  private static final String COLOURS =
      """
        def forward(self: __torch__.ToRgb, x: Tensor, w: Tensor) -> Tensor:
          return self.CONV.forward(x, w, self.bias).to(6)
      """;

  private static final ScriptClass COLOURS_ON =
      new ScriptClass(
          "ToRgbOn",
          """
            def forward(self: __torch__.ToRgbOn, x: Tensor, w: Tensor, y: Tensor) -> Tensor:
              x = self.conv.forward(x, w, self.bias).to(6)
              return torch.add_(x, self.upsample.forward(y))
          """);

  private static final String SAME = "torch.conv2d(x, WEIGHT, BIAS, [1, 1], [p, p], [1, 1], 1)";
  private static final String UP =
      "self.blur.biased(torch.conv_transpose2d(x, torch.transpose(WEIGHT, 0, 1), None, [2, 2], [0, 0], [0, 0], 1, [1, 1]), BIAS)";

  private static final String DEMODULATED =
      """
        def forward(self: __torch__.NAME, x: Tensor, w: Tensor, bias: Tensor) -> Tensor:
          n, c, height, width = torch.size(x)
          p = self.padding
          style = self.modulation.forward(w)
          power = torch.linear(torch.mul(style, style), self.power)
          factor = torch.mul(torch.rsqrt(torch.add(power, self.least)), self.gain)
          if n == 1:
            scales = torch.mul(torch.reshape(factor, [-1, 1, 1, 1]), torch.reshape(style, [1, c, 1, 1]))
            weight = torch.mul(self.weight, scales).to(ops.prim.dtype(x))
            y = CONVOLVE_OWN
          else:
            x = torch.mul(x, torch.reshape(style, [n, c, 1, 1]).to(ops.prim.dtype(x)))
            y = CONVOLVE_SHARED
            factor = torch.reshape(factor, [n, -1, 1, 1]).to(ops.prim.dtype(x))
            y = torch.addcmul(torch.reshape(bias, [1, -1, 1, 1]), y, factor)
          return y
      """;

  private static final String MODULATED =
      """
        def forward(self: __torch__.NAME, x: Tensor, w: Tensor, bias: Tensor) -> Tensor:
          n, c, height, width = torch.size(x)
          p = self.padding
          style = self.modulation.forward(w)
          if n == 1:
            weight = torch.mul(self.weight, torch.reshape(style, [1, c, 1, 1])).to(ops.prim.dtype(x))
            y = CONVOLVE_OWN
          else:
            x = torch.mul(x, torch.reshape(style, [n, c, 1, 1]).to(ops.prim.dtype(x)))
            y = torch.add(CONVOLVE_SHARED, torch.reshape(bias, [1, -1, 1, 1]))
          return y
      """;
}
