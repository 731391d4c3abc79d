package org.albumen.models.network.stylegan;

import org.albumen.models.torchscript.ScriptClass;
import org.albumen.models.torchscript.ScriptModule;

/**
 * The layers of StyleGAN2's discriminator in NVIDIA's layout. Every convolution has a buffer {@code
 * resample_filter}, used or not.
 *
 * @param clamp largest magnitude of a layer's output
 */
record DiscriminatorBlocks(double clamp) {
  private static final double SQRT2 = Math.sqrt(2);

  /** Bias, leaky ReLU and limit after a convolution. */
  private static ScriptClass active(String name, String convolution) {
    return new ScriptClass(
        name,
        """
          def forward(self: __torch__.NAME, x: Tensor) -> Tensor:
            weight = torch.mul(self.weight, self.scale)
        CONVOLUTION
            x = torch.mul(torch.leaky_relu(x, 0.2), self.gain)
            return torch.clamp(x, -self.limit, self.limit)
        """
            .replace("NAME", name)
            .replace("CONVOLUTION", convolution.indent(4).stripTrailing()));
  }

  private static final ScriptClass CONV =
      active(
          "Conv",
          """
          p = self.padding
          x = torch.conv2d(x, weight, self.bias, [1, 1], [p, p], [1, 1], 1)
          """);

  /** Halves the sides: the filter, then a convolution of every other pixel. */
  private static final ScriptClass DOWN_CONV =
      active(
          "DownConv",
          """
          channels = torch.size(x, 1)
          fir = torch.flip(self.resample_filter, [0, 1])
          fir = fir.reshape([1, 1, 4, 4]).repeat([channels, 1, 1, 1])
          x = torch.conv2d(x, fir, None, [1, 1], [2, 2], [1, 1], channels)
          x = torch.conv2d(x, weight, self.bias, [2, 2], [0, 0], [1, 1], 1)
          """);

  /** The text of a halving of the sides by the filter at every other pixel. */
  private static final String HALVE =
      """
          channels = torch.size(x, 1)
          fir = torch.flip(self.resample_filter, [0, 1])
          fir = fir.reshape([1, 1, 4, 4]).repeat([channels, 1, 1, 1])
          x = torch.conv2d(x, fir, None, [2, 2], [1, 1], [1, 1], channels)
      """;

  private static final ScriptClass SKIP =
      new ScriptClass(
          "Skip",
          "  def forward(self: __torch__.Skip, x: Tensor) -> Tensor:\n"
              + HALVE
              + """
                  weight = torch.mul(self.weight, self.scale)
                  return torch.conv2d(x, weight, None, [1, 1], [0, 0], [1, 1], 1)
              """);

  private static ScriptClass block(boolean resnet, boolean rgb) {
    String name = (resnet ? "Resnet" : "Plain") + (rgb ? "RgbBlock" : "Block");
    String forward =
        """
          def forward(self: __torch__.NAME, x: Tensor) -> Tensor:
            y = self.conv1.forward(self.conv0.forward(x))
            return RESULT
          def halved(self: __torch__.NAME, x: Tensor) -> Tensor:
        """
            .replace("RESULT", resnet ? "torch.add(self.skip.forward(x), y)" : "y");
    return new ScriptClass(name, (forward + HALVE + "    return x\n").replace("NAME", name));
  }

  /** From colours to features. */
  ScriptModule fromColours(long colours, long out) {
    return conv(CONV, colours, out, 1, 1);
  }

  /** Keeps the size. */
  ScriptModule keeping(long in, long out) {
    return conv(CONV, in, out, 3, 1);
  }

  /**
   * Halves the size.
   *
   * @param resnet whether the input goes round the layers too; both ways then share the variance
   * @param colours of images that the block can take, 0 for none
   */
  ScriptModule halving(long in, long out, boolean resnet, long colours) {
    double share = resnet ? Math.sqrt(0.5) : 1;
    ScriptModule.Builder block =
        ScriptModule.of(block(resnet, colours > 0))
            .buffer("resample_filter", 4L, 4L)
            .module("conv0", keeping(in, in))
            .module("conv1", conv(DOWN_CONV, in, out, 3, share));
    if (colours > 0) {
      block.module("fromrgb", fromColours(colours, in));
    }
    if (resnet) {
      block.module(
          "skip",
          ScriptModule.of(SKIP)
              .parameter("weight", out, in, 1L, 1L)
              .buffer("resample_filter", 4L, 4L)
              .constant("scale", share / Math.sqrt((double) in))
              .build());
    }
    return block.build();
  }

  private ScriptModule conv(ScriptClass type, long in, long out, long kernel, double share) {
    return ScriptModule.of(type)
        .parameter("weight", out, in, kernel, kernel)
        .parameter("bias", out)
        .buffer("resample_filter", 4L, 4L)
        .constant("scale", 1 / Math.sqrt((double) (in * kernel * kernel)))
        .constant("padding", kernel / 2)
        .constant("gain", SQRT2 * share)
        .constant("limit", clamp * share)
        .build();
  }
}
