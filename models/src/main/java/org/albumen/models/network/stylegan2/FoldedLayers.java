package org.albumen.models.network.stylegan2;

import java.util.List;
import org.albumen.models.torchscript.Fold;
import org.albumen.models.torchscript.Origin;
import org.albumen.models.torchscript.ScriptClass;
import org.albumen.models.torchscript.ScriptModule;

/**
 * {@link Layers} for answers only: the scales of the equalised learning rate are multiplied into
 * the weights at import, and so is the gain of an activation, because the leaky ReLU of a multiple
 * is that multiple of it.
 */
final class FoldedLayers {
  /** What follows a leaky ReLU of StyleGAN2. */
  static final double GAIN = Math.sqrt(2);

  private static final ScriptClass LINEAR =
      new ScriptClass(
          "FoldedLinear",
          """
            def forward(self: __torch__.FoldedLinear, x: Tensor) -> Tensor:
              return torch.linear(x.to(ops.prim.dtype(self.weight)), self.weight, self.bias)
            def leaky(self: __torch__.FoldedLinear, x: Tensor) -> Tensor:
              return torch.leaky_relu_(self.forward(x), 0.2)
          """);

  private static final ScriptClass CONV =
      new ScriptClass(
          "FoldedConv",
          """
            def forward(self: __torch__.FoldedConv, x: Tensor) -> Tensor:
              s = self.stride
              p = self.padding
              x = x.to(ops.prim.dtype(self.weight))
              return torch.conv2d(x, self.weight, self.bias, [s, s], [p, p], [1, 1], 1)
            def leaky(self: __torch__.FoldedConv, x: Tensor) -> Tensor:
              return torch.leaky_relu_(self.forward(x), 0.2)
          """);

  private static final ScriptClass UNBIASED_CONV =
      new ScriptClass(
          "FoldedUnbiasedConv",
          """
            def forward(self: __torch__.FoldedUnbiasedConv, x: Tensor) -> Tensor:
              p = self.padding
              return torch.conv2d(x, self.weight, None, [1, 1], [p, p], [1, 1], 1)
          """);

  private FoldedLayers() {}

  /** {@link Layers#linear} in 32 bits. */
  static ScriptModule linear(long in, long out) {
    return ScriptModule.of(LINEAR)
        .exactParameter("weight", out, in)
        .exactParameter("bias", out)
        .build();
  }

  /**
   * {@link Layers#equalLinear} in 32 bits.
   *
   * @param gain of what is answered, {@link #GAIN} where {@code leaky} is called
   */
  static ScriptModule equalLinear(long in, long out, double rate, double gain) {
    double scale = gain * rate / Math.sqrt((double) in);
    return ScriptModule.of(LINEAR)
        .exactlyMade("weight", scaled("weight", scale, out, in), out, in)
        .exactlyMade("bias", scaled("bias", gain * rate, out), out)
        .build();
  }

  /** {@link Layers#conv} in 32 bits, whatever it is given. */
  static ScriptModule exactConv(long in, long out, long kernel) {
    return ScriptModule.of(CONV)
        .exactParameter("weight", out, in, kernel, kernel)
        .exactParameter("bias", out)
        .constant("stride", 1L)
        .constant("padding", kernel / 2)
        .build();
  }

  /**
   * A convolution of an equalised learning rate with a bias.
   *
   * @param names of weight and bias in the checkpoint, from the module on
   * @param gain of what is answered, {@link #GAIN} where {@code leaky} is called
   */
  static ScriptModule equalConv(Kernel kernel, List<String> names, double gain) {
    return add(ScriptModule.of(CONV), kernel, names, gain)
        .constant("stride", kernel.stride())
        .constant("padding", kernel.size() / 2)
        .build();
  }

  /** The same in 32 bits, whatever it is given. */
  static ScriptModule exactEqualConv(Kernel kernel, List<String> names, double gain) {
    Long[] shape = kernel.shape();
    return ScriptModule.of(CONV)
        .exactlyMade("weight", scaled(names.get(0), gain * kernel.scale(), shape), shape)
        .exactlyMade("bias", scaled(names.get(1), gain, kernel.out()), kernel.out())
        .constant("stride", kernel.stride())
        .constant("padding", kernel.size() / 2)
        .build();
  }

  /** Weight and bias of such a convolution. */
  static ScriptModule.Builder add(
      ScriptModule.Builder module, Kernel kernel, List<String> names, double gain) {
    Long[] shape = kernel.shape();
    return module
        .made("weight", scaled(names.get(0), gain * kernel.scale(), shape), shape)
        .made("bias", scaled(names.get(1), gain, kernel.out()), kernel.out());
  }

  /** A convolution of an equalised learning rate without a bias, keeping the size. */
  static ScriptModule unbiasedEqualConv(Kernel kernel, String name, double gain) {
    Long[] shape = kernel.shape();
    return ScriptModule.of(UNBIASED_CONV)
        .made("weight", scaled(name, gain * kernel.scale(), shape), shape)
        .constant("padding", kernel.size() / 2)
        .build();
  }

  /** A tensor of the checkpoint, multiplied. */
  static Origin scaled(String name, double factor, Long... shape) {
    return Origin.of(name, List.of(shape), new Fold.Scaled(factor));
  }

  /**
   * A convolution's kernel.
   *
   * @param in input channels
   * @param out output channels
   * @param size in pixels
   * @param stride in pixels
   */
  record Kernel(long in, long out, long size, long stride) {
    Long[] shape() {
      return new Long[] {out, in, size, size};
    }

    /** The factor of the equalised learning rate. */
    double scale() {
      return 1 / Math.sqrt((double) (in * size * size));
    }
  }
}
