package org.albumen.models.network.stylegan2;

import org.albumen.models.torchscript.ScriptClass;
import org.albumen.models.torchscript.ScriptModule;
import org.jspecify.annotations.Nullable;

/**
 * A convolution whose input channels are scaled by a style and whose output channels are then
 * brought to unit expected variance (Karras et al. 2020, arXiv:1912.04958, section 2.2, equations 1
 * and 3).
 *
 * @param in input channels
 * @param out output channels
 * @param kernel width and height of the kernel
 * @param scale factor of the stored weight
 * @param demodulate whether the output's variance is brought to 1
 * @param modulation maps the latent vector, N x L, to a factor per input channel, N x {@code in}
 * @param blur smooths after a transposed convolution of stride 2, which doubles the size; null: the
 *     size stays
 */
record ModulatedConvolution(
    long in,
    long out,
    long kernel,
    double scale,
    boolean demodulate,
    ScriptModule modulation,
    @Nullable ScriptModule blur) {
  private static final String HEAD =
      """
        def forward(self: __torch__.NAME, x: Tensor, w: Tensor) -> Tensor:
          style = torch.mul(self.modulation.forward(w), self.scale)
          n, c, height, width = torch.size(x)
          p = self.padding
      """;

  private static final String GROUPED =
      """
          weight = torch.mul(self.weight, torch.reshape(style, [n, 1, c, 1, 1]))
          if self.demodulate:
            power = torch.sum(torch.mul(weight, weight), [2, 3, 4], True)
            weight = torch.mul(weight, torch.rsqrt(torch.add(power, 1e-08)))
          x = torch.reshape(x, [1, n * c, height, width])
          TRANSPOSE
          weight = torch.flatten(weight, 0, 1)
          y = CONVOLVE
          y = torch.reshape(y, [n, -1, torch.size(y, 2), torch.size(y, 3)])
      """;

  private static final String SHARED =
      """
          weight = torch.select(self.weight, 0, 0)
          power = torch.sum(torch.mul(weight, weight), [2, 3])
          TRANSPOSE
          x = torch.mul(x, torch.reshape(style, [n, c, 1, 1]))
          y = CONVOLVE
          if self.demodulate:
            power = torch.linear(torch.mul(style, style), power)
            factor = torch.rsqrt(torch.add(power, 1e-08))
            y = torch.mul(y, torch.reshape(factor, [n, -1, 1, 1]))
      """;

  private static final String CONV =
      "torch.conv2d(x, weight, None, [1, 1], [p, p], [1, 1], GROUPS)";
  private static final String CONV_TRANSPOSED =
      "torch.conv_transpose2d(x, weight, None, [2, 2], [0, 0], [0, 0], GROUPS, [1, 1])";

  /** One of an equalised learning rate that demodulates unless its kernel is a single pixel. */
  static ModulatedConvolution equalised(
      long in, long out, long kernel, long style, @Nullable ScriptModule blur) {
    double scale = 1 / Math.sqrt((double) (in * kernel * kernel));
    ScriptModule modulation = Layers.equalLinear(style, in, 1);
    return new ModulatedConvolution(in, out, kernel, scale, kernel > 1, modulation, blur);
  }

  /** {@code weight}, {@code modulation}, and {@code blur} if there is one. */
  ScriptModule module(Modulation how) {
    boolean doubling = blur != null;
    String name = doubling ? "ModulatedConvUp" : "ModulatedConv";
    String grouped = body(GROUPED, doubling, "1, 2", "n");
    String shared = body(SHARED, doubling, "0, 1", "1");
    String body =
        switch (how) {
          case GROUPED -> grouped;
          case SHARED -> shared;
          case BY_BATCH, FOLDED ->
              "    if n == 1:\n" + grouped.indent(2) + "    else:\n" + shared.indent(2);
        };
    String text =
        HEAD.replace("NAME", name)
            + body
            + (doubling ? "    return self.blur.forward(y)\n" : "    return y\n");
    ScriptModule.Builder module =
        ScriptModule.of(new ScriptClass(name, text))
            .parameter("weight", 1L, out, in, kernel, kernel);
    if (blur != null) {
      module.module("blur", blur);
    }
    return module
        .module("modulation", modulation)
        .constant("scale", scale)
        .constant("padding", kernel / 2)
        .constant("demodulate", demodulate)
        .build();
  }

  private static String body(String text, boolean doubling, String axes, String groups) {
    return text.replace(
            "TRANSPOSE", doubling ? "weight = torch.transpose(weight, " + axes + ")" : "")
        .replace("CONVOLVE", doubling ? CONV_TRANSPOSED : CONV)
        .replace("GROUPS", groups);
  }
}
