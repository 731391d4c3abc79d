package org.albumen.models.network.stylegan2;

import org.albumen.models.torchscript.ScriptClass;
import org.albumen.models.torchscript.ScriptModule;

/**
 * Linear and convolutional layers: plain ones, and those with an equalised learning rate (Karras et
 * al. 2018, arXiv:1710.10196, section 4.1), whose stored weight is multiplied by a constant each
 * time it is used.
 */
final class Layers {
  private static final ScriptClass LINEAR =
      new ScriptClass(
          "Linear",
          """
            def forward(self: __torch__.Linear, x: Tensor) -> Tensor:
              return torch.linear(x, self.weight, self.bias)
            def leaky(self: __torch__.Linear, x: Tensor) -> Tensor:
              return torch.leaky_relu(self.forward(x), 0.2)
          """);

  private static final ScriptClass EQUAL_LINEAR =
      new ScriptClass(
          "EqualLinear",
          """
            def forward(self: __torch__.EqualLinear, x: Tensor) -> Tensor:
              weight = torch.mul(self.weight, self.scale)
              return torch.linear(x, weight, torch.mul(self.bias, self.rate))
            def leaky(self: __torch__.EqualLinear, x: Tensor) -> Tensor:
              return torch.mul(torch.leaky_relu(self.forward(x), 0.2), 1.4142135623730951)
          """);

  private static final ScriptClass CONV =
      new ScriptClass(
          "Conv",
          """
            def forward(self: __torch__.Conv, x: Tensor) -> Tensor:
              p = self.padding
              return torch.conv2d(x, self.weight, self.bias, [1, 1], [p, p], [1, 1], 1)
            def leaky(self: __torch__.Conv, x: Tensor) -> Tensor:
              return torch.leaky_relu_(self.forward(x), 0.2)
          """);

  private static final ScriptClass UNBIASED_CONV =
      new ScriptClass(
          "UnbiasedConv",
          """
            def forward(self: __torch__.UnbiasedConv, x: Tensor) -> Tensor:
              p = self.padding
              return torch.conv2d(x, self.weight, None, [1, 1], [p, p], [1, 1], 1)
          """);

  private static final ScriptClass EQUAL_CONV =
      new ScriptClass(
          "EqualConv",
          """
            def forward(self: __torch__.EqualConv, x: Tensor) -> Tensor:
              p = self.padding
              weight = torch.mul(self.weight, self.scale)
              return torch.conv2d(x, weight, self.bias, [1, 1], [p, p], [1, 1], 1)
            def leaky(self: __torch__.EqualConv, x: Tensor) -> Tensor:
              return torch.mul(torch.leaky_relu_(self.forward(x), 0.2), 1.4142135623730951)
          """);

  private static final ScriptClass UNBIASED_EQUAL_CONV =
      new ScriptClass(
          "UnbiasedEqualConv",
          """
            def forward(self: __torch__.UnbiasedEqualConv, x: Tensor) -> Tensor:
              p = self.padding
              s = self.stride
              weight = torch.mul(self.weight, self.scale)
              return torch.conv2d(x, weight, None, [s, s], [p, p], [1, 1], 1)
          """);

  private static final ScriptClass FUSED_LEAKY_RELU =
      new ScriptClass(
          "FusedLeakyRelu",
          """
            def forward(self: __torch__.FusedLeakyRelu, x: Tensor) -> Tensor:
              shape = torch.reshape(self.bias, [1, -1, 1, 1])
              if torch.dim(x) == 2:
                shape = self.bias
              y = torch.leaky_relu_(torch.add(x, shape), 0.2)
              return torch.mul(y, 1.4142135623730951)
          """);

  private Layers() {}

  /** {@code weight} and {@code bias}. */
  static ScriptModule linear(long in, long out) {
    return ScriptModule.of(LINEAR).parameter("weight", out, in).parameter("bias", out).build();
  }

  /**
   * {@code weight} and {@code bias} of an equalised learning rate.
   *
   * @param rate the learning rate's multiplier
   */
  static ScriptModule equalLinear(long in, long out, double rate) {
    return ScriptModule.of(EQUAL_LINEAR)
        .parameter("weight", out, in)
        .parameter("bias", out)
        .constant("scale", rate / Math.sqrt((double) in))
        .constant("rate", rate)
        .build();
  }

  /** {@code weight} and {@code bias}; keeps the size. */
  static ScriptModule conv(long in, long out, long kernel) {
    return ScriptModule.of(CONV)
        .parameter("weight", out, in, kernel, kernel)
        .parameter("bias", out)
        .constant("padding", kernel / 2)
        .build();
  }

  /** {@code weight}; keeps the size. */
  static ScriptModule unbiasedConv(long in, long out, long kernel) {
    return ScriptModule.of(UNBIASED_CONV)
        .parameter("weight", out, in, kernel, kernel)
        .constant("padding", kernel / 2)
        .build();
  }

  /** {@code weight} of an equalised learning rate and {@code bias}; keeps the size. */
  static ScriptModule equalConv(long in, long out, long kernel) {
    return ScriptModule.of(EQUAL_CONV)
        .parameter("weight", out, in, kernel, kernel)
        .parameter("bias", out)
        .constant("scale", 1 / Math.sqrt((double) (in * kernel * kernel)))
        .constant("padding", kernel / 2)
        .build();
  }

  /** {@code weight} of an equalised learning rate; stride 1 keeps the size, 2 pads nothing. */
  static ScriptModule unbiasedEqualConv(long in, long out, long kernel, long stride) {
    return ScriptModule.of(UNBIASED_EQUAL_CONV)
        .parameter("weight", out, in, kernel, kernel)
        .constant("scale", 1 / Math.sqrt((double) (in * kernel * kernel)))
        .constant("padding", stride == 1 ? kernel / 2 : 0)
        .constant("stride", stride)
        .build();
  }

  /** Adds {@code bias} to the channels; the leaky ReLU of slope 0.2, times the root of 2. */
  static ScriptModule fusedLeakyRelu(long channels) {
    return ScriptModule.of(FUSED_LEAKY_RELU).parameter("bias", channels).build();
  }
}
