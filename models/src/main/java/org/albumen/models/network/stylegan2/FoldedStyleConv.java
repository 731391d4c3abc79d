package org.albumen.models.network.stylegan2;

import org.albumen.models.torchscript.ScriptClass;
import org.albumen.models.torchscript.ScriptModule;
import org.jspecify.annotations.Nullable;

/**
 * A modulated convolution with its noise, bias and leaky ReLU, for answers only. The root of 2 is
 * multiplied into what the leaky ReLU is given.
 *
 * @param convolution with its gain
 * @param name of the convolution's module
 * @param noise name of the noise's strength
 * @param bias name of the bias
 * @param gain of noise and bias
 */
record FoldedStyleConv(
    FoldedStyle convolution, String name, String noise, String bias, double gain) {

  /**
   * Noise is added.
   *
   * @param enlarged whether the features are first doubled in size by bilinear interpolation
   * @param blur smooths after a transposed convolution; null: the convolution keeps the size
   */
  ScriptModule added(boolean enlarged, @Nullable Fir blur) {
    String type = "StyleConv" + (enlarged ? "Enlarging" : "") + (blur == null ? "" : "Up");
    String text = ADDED.replace("ENLARGE", enlarged ? ENLARGE : "");
    return builder(type, text, convolution.convolution().out(), blur);
  }

  /** Noise, as wide as the features, is put beside them. */
  ScriptModule beside(@Nullable Fir blur) {
    String type = "StyleConvBeside" + (blur == null ? "" : "Up");
    return builder(type, BESIDE, 2 * convolution.convolution().out(), blur);
  }

  private ScriptModule builder(String type, String text, long width, @Nullable Fir blur) {
    return ScriptModule.of(new ScriptClass(type, text.replace("NAME", type).replace("CONV", name)))
        .made("strength", FoldedLayers.scaled(noise, gain, 1L), 1L)
        .made("bias", FoldedLayers.scaled(bias, gain, width), width)
        .module(name, convolution.module(blur))
        .constant("width", convolution.convolution().out())
        .build();
  }

  private static final String ENLARGE =
      "    x = torch.upsample_bilinear2d(x, None, False, [2., 2.])\n";

  private static final String ADDED =
      """
        def forward(self: __torch__.NAME, x: Tensor, w: Tensor, noise: Tensor) -> Tensor:
      ENLARGE    y = self.CONV.forward(x, w, self.bias)
          y = torch.add_(y, torch.mul(noise, self.strength))
          return torch.leaky_relu_(y, 0.2)
      """;

  private static final String BESIDE =
      """
        def forward(self: __torch__.NAME, x: Tensor, w: Tensor, noise: Tensor) -> Tensor:
          c = self.width
          y = self.CONV.forward(x, w, torch.narrow(self.bias, 0, 0, c))
          bias = torch.reshape(torch.narrow(self.bias, 0, c, c), [1, -1, 1, 1])
          y = torch.cat([y, torch.addcmul(bias, noise, self.strength)], 1)
          return torch.leaky_relu_(y, 0.2)
      """;
}
