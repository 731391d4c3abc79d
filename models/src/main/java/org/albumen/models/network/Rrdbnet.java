package org.albumen.models.network;

import org.albumen.models.torchscript.ScriptClass;
import org.albumen.models.torchscript.ScriptModule;

/**
 * RRDBNet, the generator of ESRGAN (Wang et al. 2018, arXiv:1809.00219, section 3.1) in the variant
 * of Real-ESRGAN (Wang et al. 2021, arXiv:2107.10833, section 3.2 and figure 4):
 * residual-in-residual dense blocks without batch normalisation, two upsamplings by nearest
 * neighbour and convolution, and for scales 2 and 1 a pixel-unshuffle before the first convolution.
 * Values between layers are images of range [0, 1].
 *
 * @param features channels between blocks ({@code num_feat})
 * @param blocks residual-in-residual dense blocks ({@code num_block})
 * @param growth channels that each convolution of a dense block adds ({@code num_grow_ch})
 * @param scale 1, 2 or 4
 */
public record Rrdbnet(int features, int blocks, int growth, int scale) implements Network {
  private static final long IMAGE_CHANNELS = 3;

  public Rrdbnet {
    if (features < 1 || blocks < 1 || growth < 1) {
      throw new IllegalArgumentException("RRDBNet needs positive sizes");
    }
    if (scale != 1 && scale != 2 && scale != 4) {
      throw new IllegalArgumentException("RRDBNet's scale is 1, 2 or 4, not " + scale);
    }
  }

  @Override
  public int alignment() {
    return 4 / scale;
  }

  @Override
  public ScriptModule module(Precision precision) {
    long width = features;
    return ScriptModule.of(network(precision))
        .module("conv_first", conv(IMAGE_CHANNELS * alignment() * alignment(), width))
        .module("body", body())
        .module("conv_body", conv(width, width))
        .module("conv_up1", conv(width, width))
        .module("conv_up2", conv(width, width))
        .module("conv_hr", conv(width, width))
        .module("conv_last", conv(width, IMAGE_CHANNELS))
        .build();
  }

  private ScriptModule body() {
    StringBuilder forward =
        new StringBuilder("  def forward(self: __torch__.Body, x: Tensor) -> Tensor:\n");
    for (int i = 0; i < blocks; i++) {
      forward.append("    x = getattr(self, \"").append(i).append("\").forward(x)\n");
    }
    ScriptModule.Builder body =
        ScriptModule.of(new ScriptClass("Body", forward.append("    return x\n").toString()));
    for (int i = 0; i < blocks; i++) {
      body.module(Integer.toString(i), block());
    }
    return body.build();
  }

  private ScriptModule block() {
    return ScriptModule.of(RESIDUAL_IN_RESIDUAL)
        .module("rdb1", dense())
        .module("rdb2", dense())
        .module("rdb3", dense())
        .build();
  }

  private ScriptModule dense() {
    ScriptModule.Builder dense = ScriptModule.of(DENSE);
    for (int i = 0; i < 4; i++) {
      dense.module("conv" + (i + 1), conv(features + (long) i * growth, growth));
    }
    return dense.module("conv5", conv(features + 4L * growth, features)).build();
  }

  private static ScriptModule conv(long in, long out) {
    return ScriptModule.of(CONV)
        .parameter("weight", out, in, 3L, 3L)
        .parameter("bias", out)
        .build();
  }

  private static final ScriptClass CONV =
      new ScriptClass(
          "Conv",
          """
            def forward(self: __torch__.Conv, x: Tensor) -> Tensor:
              return torch.conv2d(x, self.weight, self.bias, [1, 1], [1, 1], [1, 1], 1)
          """);

  private static final ScriptClass DENSE =
      new ScriptClass(
          "Dense",
          """
            def forward(self: __torch__.Dense, x: Tensor) -> Tensor:
              x1 = torch.leaky_relu_(self.conv1.forward(x), 0.2)
              c1 = torch.cat([x, x1], 1)
              x2 = torch.leaky_relu_(self.conv2.forward(c1), 0.2)
              c2 = torch.cat([c1, x2], 1)
              x3 = torch.leaky_relu_(self.conv3.forward(c2), 0.2)
              c3 = torch.cat([c2, x3], 1)
              x4 = torch.leaky_relu_(self.conv4.forward(c3), 0.2)
              c4 = torch.cat([c3, x4], 1)
              return torch.add_(torch.mul_(self.conv5.forward(c4), 0.2), x)
          """);

  private static final ScriptClass RESIDUAL_IN_RESIDUAL =
      new ScriptClass(
          "ResidualInResidual",
          """
            def forward(self: __torch__.ResidualInResidual, x: Tensor) -> Tensor:
              y = self.rdb3.forward(self.rdb2.forward(self.rdb1.forward(x)))
              return torch.add_(torch.mul_(y, 0.2), x)
          """);

  private ScriptClass network(Precision precision) {
    String unshuffle = alignment() == 1 ? "x" : "torch.pixel_unshuffle(x, " + alignment() + ")";
    return new ScriptClass(
        "Rrdbnet",
        """
          def forward(self: __torch__.Rrdbnet, rgb: Tensor) -> Tuple[Tensor, Tensor]:
            x = torch.div(rgb.permute([0, 3, 1, 2]).to(6), 255.)
            x = UNSHUFFLE.to(DTYPE).contiguous(memory_format=2)
            x = self.conv_first.forward(x)
            x = torch.add_(self.conv_body.forward(self.body.forward(x)), x)
            x = torch.upsample_nearest2d(x, None, [2., 2.])
            x = torch.leaky_relu_(self.conv_up1.forward(x), 0.2)
            x = torch.upsample_nearest2d(x, None, [2., 2.])
            x = torch.leaky_relu_(self.conv_up2.forward(x), 0.2)
            x = torch.leaky_relu_(self.conv_hr.forward(x), 0.2)
            y = self.conv_last.forward(x).to(6)
            low = torch.amin(y, [1, 2, 3])
            high = torch.amax(y, [1, 2, 3])
            sound = torch.logical_and(torch.isfinite(torch.sub(high, low)), torch.gt(high, low))
            image = torch.clamp_(torch.round_(torch.mul(y, 255.)), 0., 255.).to(0)
            return (image.permute([0, 2, 3, 1]).contiguous(), sound.to(0))
        """
            .replace("UNSHUFFLE", unshuffle)
            .replace("DTYPE", precision == Precision.BF16 ? "15" : "6"));
  }
}
