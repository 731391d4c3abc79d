package org.albumen.models.network;

import org.albumen.models.torchscript.ScriptClass;
import org.albumen.models.torchscript.ScriptModule;

/**
 * A two-dimensional convolution with a square kernel, padded with zeros.
 *
 * @param in channels of the input
 * @param out channels of the output
 * @param kernel side of the kernel in pixels
 * @param stride pixels from one position to the next; of a transposed one, in the output
 * @param padding pixels at each border
 * @param groups parts into which the channels are divided
 */
record Convolution(long in, long out, long kernel, long stride, long padding, long groups) {

  /** One that keeps the image's size: the kernel's side is odd. */
  static Convolution same(long in, long out, long kernel) {
    return new Convolution(in, out, kernel, 1, kernel / 2, 1);
  }

  /** One with a stride, padded by half of the kernel. */
  static Convolution strided(long in, long out, long kernel, long stride) {
    return new Convolution(in, out, kernel, stride, kernel / 2, 1);
  }

  /** Weight and bias. */
  ScriptModule biased() {
    return attributes(
        ScriptModule.of(BIASED)
            .parameter("weight", out, in / groups, kernel, kernel)
            .parameter("bias", out));
  }

  /** Weight only. */
  ScriptModule plain() {
    return attributes(ScriptModule.of(PLAIN).parameter("weight", out, in / groups, kernel, kernel));
  }

  /** Weight only, the transpose of a convolution from {@code out} to {@code in}. */
  ScriptModule transposed() {
    return attributes(
        ScriptModule.of(TRANSPOSED).parameter("weight", in, out / groups, kernel, kernel));
  }

  private ScriptModule attributes(ScriptModule.Builder module) {
    return module
        .constant("stride", stride)
        .constant("padding", padding)
        .constant("groups", groups)
        .build();
  }

  private static final ScriptClass BIASED = convolution("ConvolutionBiased", "self.bias");

  private static final ScriptClass PLAIN = convolution("Convolution", "None");

  private static ScriptClass convolution(String name, String bias) {
    return new ScriptClass(
        name,
        """
          def forward(self: __torch__.NAME, x: Tensor) -> Tensor:
            stride = [self.stride, self.stride]
            padding = [self.padding, self.padding]
            return torch.conv2d(x, self.weight, BIAS, stride, padding, [1, 1], self.groups)
        """
            .replace("NAME", name)
            .replace("BIAS", bias));
  }

  private static final ScriptClass TRANSPOSED =
      new ScriptClass(
          "ConvolutionTransposed",
          """
            def forward(self: __torch__.ConvolutionTransposed, x: Tensor) -> Tensor:
              stride = [self.stride, self.stride]
              padding = [self.padding, self.padding]
              return torch.conv_transpose2d(x, self.weight, None, stride, padding, [0, 0], self.groups, [1, 1])
          """);
}
