package org.albumen.models.network.stylegan2;

import static org.albumen.models.network.stylegan2.FoldedLayers.GAIN;

import java.util.List;
import org.albumen.models.network.stylegan2.FoldedLayers.Kernel;
import org.albumen.models.torchscript.Origin;
import org.albumen.models.torchscript.ScriptClass;
import org.albumen.models.torchscript.ScriptModule;

/**
 * Convolutions of an equalised learning rate with their activation, as StyleGAN2's encoders and
 * discriminators have them; members are numbered.
 *
 * @param taps of the kernel that smooths before halving
 * @param stored whether that kernel is in the checkpoint
 * @param folded whether they are for answers only
 */
record ConvLayers(List<Long> taps, boolean stored, boolean folded) {
  private static final List<String> KEEPING_NAMES = List.of("0.weight", "1.bias");
  private static final List<String> HALVING_NAMES = List.of("1.weight", "2.bias");

  /** Brings the sum of two of unit variance to unit variance. */
  static final double ROOT_HALF = Math.sqrt(0.5);

  private static final ScriptClass FOLDED_HALVING =
      new ScriptClass(
          "HalvingConvLayer",
          """
            def leaky(self: __torch__.HalvingConvLayer, x: Tensor) -> Tensor:
              x = getattr(self, "0").forward(x)
              x = torch.conv2d(x, self.weight, self.bias, [2, 2], [0, 0], [1, 1], 1)
              return torch.leaky_relu_(x, 0.2)
          """);

  /** Only what remains after halving is smoothed. */
  private static final ScriptClass FOLDED_SKIP =
      new ScriptClass(
          "HalvingSkip",
          """
            def forward(self: __torch__.HalvingSkip, x: Tensor) -> Tensor:
              x = getattr(self, "0").forward(x)
              return torch.conv2d(x, self.weight, None, [1, 1], [0, 0], [1, 1], 1)
          """);

  private static final ScriptClass FOLDED_RESIDUAL =
      new ScriptClass(
          "Halving",
          """
            def forward(self: __torch__.Halving, x: Tensor) -> Tensor:
              y = self.conv2.leaky(self.conv1.leaky(x))
              return torch.add_(y, self.skip.forward(x))
          """);

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
    if (folded) {
      return FoldedLayers.equalConv(new Kernel(in, out, kernel, 1), KEEPING_NAMES, GAIN);
    }
    return ScriptModule.of(KEEPING)
        .module("0", Layers.unbiasedEqualConv(in, out, kernel, 1))
        .module("1", Layers.fusedLeakyRelu(out))
        .build();
  }

  /** {@link #keeping} with a kernel of one pixel for the image itself, in 32 bits. */
  ScriptModule first(long out) {
    return folded
        ? FoldedLayers.exactEqualConv(new Kernel(3, out, 1, 1), KEEPING_NAMES, GAIN)
        : keeping(3, out, 1);
  }

  /** Halves the size: smoothing 0, convolution 1, activation 2. */
  ScriptModule halving(long in, long out, long kernel) {
    return halving(in, out, kernel, GAIN);
  }

  private ScriptModule halving(long in, long out, long kernel, double gain) {
    if (folded) {
      Kernel strided = new Kernel(in, out, kernel, 2);
      Fir fir = Fir.beforeHalving(taps, kernel, stored);
      return FoldedLayers.add(ScriptModule.of(FOLDED_HALVING), strided, HALVING_NAMES, gain)
          .module("0", new Smoothing(fir, in).module("kernel"))
          .build();
    }
    return ScriptModule.of(HALVING)
        .module("0", Fir.beforeHalving(taps, kernel, stored).module())
        .module("1", Layers.unbiasedEqualConv(in, out, kernel, 2))
        .module("2", Layers.fusedLeakyRelu(out))
        .build();
  }

  /** Halves the size with a kernel of one pixel: smoothing 0, convolution 1. */
  ScriptModule halvingSkip(long in, long out) {
    if (folded) {
      Fir fir = Fir.beforeHalving(taps, 1, stored).thinned();
      Kernel kernel = new Kernel(in, out, 1, 1);
      Origin weight = FoldedLayers.scaled("1.weight", ROOT_HALF * kernel.scale(), kernel.shape());
      return ScriptModule.of(FOLDED_SKIP)
          .module("0", new Smoothing(fir, in).module("kernel"))
          .made("weight", weight, kernel.shape())
          .build();
    }
    return ScriptModule.of(SKIP)
        .module("0", Fir.beforeHalving(taps, 1, stored).module())
        .module("1", Layers.unbiasedEqualConv(in, out, 1, 2))
        .build();
  }

  /** A residual block that halves the size and keeps the variance. */
  ScriptModule residual(long in, long out) {
    return ScriptModule.of(folded ? FOLDED_RESIDUAL : RESIDUAL)
        .module("conv1", keeping(in, in, 3))
        .module("conv2", halving(in, out, 3, GAIN * ROOT_HALF))
        .module("skip", halvingSkip(in, out))
        .build();
  }
}
