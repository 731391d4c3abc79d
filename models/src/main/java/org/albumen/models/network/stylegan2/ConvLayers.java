package org.albumen.models.network.stylegan2;

import java.util.List;
import org.albumen.models.torchscript.ScriptClass;
import org.albumen.models.torchscript.ScriptModule;

/**
 * Convolutions of an equalised learning rate with their activation, as StyleGAN2's encoders and
 * discriminators have them; members are numbered.
 *
 * @param taps of the kernel that smooths before halving
 * @param stored whether that kernel is in the checkpoint
 */
record ConvLayers(List<Long> taps, boolean stored) {
  private static final ScriptClass KEEPING =
      new ScriptClass(
          "ConvLayer",
          """
            def leaky(self: __torch__.ConvLayer, x: Tensor) -> Tensor:
              return getattr(self, "1").forward(getattr(self, "0").forward(x))
          """);

  private static final ScriptClass HALVING =
      new ScriptClass(
          "HalvingConvLayer",
          """
            def leaky(self: __torch__.HalvingConvLayer, x: Tensor) -> Tensor:
              x = getattr(self, "1").forward(getattr(self, "0").forward(x))
              return getattr(self, "2").forward(x)
          """);

  private static final ScriptClass SKIP =
      new ScriptClass(
          "HalvingSkip",
          """
            def forward(self: __torch__.HalvingSkip, x: Tensor) -> Tensor:
              return getattr(self, "1").forward(getattr(self, "0").forward(x))
          """);

  private static final ScriptClass RESIDUAL =
      new ScriptClass(
          "Halving",
          """
            def forward(self: __torch__.Halving, x: Tensor) -> Tensor:
              y = self.conv2.leaky(self.conv1.leaky(x))
              return torch.mul(torch.add(y, self.skip.forward(x)), 0.7071067811865475)
          """);

  ConvLayers {
    taps = List.copyOf(taps);
  }

  /** Keeps the size: convolution 0, activation 1. */
  ScriptModule keeping(long in, long out, long kernel) {
    return ScriptModule.of(KEEPING)
        .module("0", Layers.unbiasedEqualConv(in, out, kernel, 1))
        .module("1", Layers.fusedLeakyRelu(out))
        .build();
  }

  /** Halves the size: smoothing 0, convolution 1, activation 2. */
  ScriptModule halving(long in, long out, long kernel) {
    return ScriptModule.of(HALVING)
        .module("0", Fir.beforeHalving(taps, kernel, stored).module())
        .module("1", Layers.unbiasedEqualConv(in, out, kernel, 2))
        .module("2", Layers.fusedLeakyRelu(out))
        .build();
  }

  /** Halves the size with a kernel of one pixel: smoothing 0, convolution 1. */
  ScriptModule halvingSkip(long in, long out) {
    return ScriptModule.of(SKIP)
        .module("0", Fir.beforeHalving(taps, 1, stored).module())
        .module("1", Layers.unbiasedEqualConv(in, out, 1, 2))
        .build();
  }

  /** A residual block that halves the size and keeps the variance. */
  ScriptModule residual(long in, long out) {
    return ScriptModule.of(RESIDUAL)
        .module("conv1", keeping(in, in, 3))
        .module("conv2", halving(in, out, 3))
        .module("skip", halvingSkip(in, out))
        .build();
  }
}
