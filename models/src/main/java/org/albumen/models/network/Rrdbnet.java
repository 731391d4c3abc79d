package org.albumen.models.network;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
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
  private static final int MOST_BLOCKS = 1000;
  private static final long WORKING_TENSORS = 4;

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

  /**
   * Either the input and the output of the last convolutions, at the result's size, or a dense
   * block's, at the size of its pixels; with oneDNN's own copies four tensors of 32 bits.
   */
  @Override
  public long workingBytes(long pixels) {
    long atResult = pixels * scale * scale * features;
    long inBlock = pixels * scale * scale / 16 * (features + 4L * growth);
    return WORKING_TENSORS * Float.BYTES * Math.max(atResult, inBlock);
  }

  /**
   * A network from its published options; those left out are as published.
   *
   * @throws IllegalArgumentException in one line, when an option is unknown or has a value that it
   *     cannot have
   */
  public static Rrdbnet of(JsonNode options) {
    return PublishedOptions.read("RRDBNet", options, Set.of(), Rrdbnet::published);
  }

  private static Rrdbnet published(PublishedOptions options) {
    options.integer("num_in_ch", 3, 3, 3);
    options.integer("num_out_ch", 3, 3, 3);
    return new Rrdbnet(
        options.count("num_feat", 64),
        options.integer("num_block", 23, 1, MOST_BLOCKS),
        options.count("num_grow_ch", 32),
        options.has("scale") ? options.powerOfTwo("scale", 1, 4) : 4);
  }

  /**
   * The network on tensors: RGB N x 3 x H x W of range [0, 1] to N x 3 x (H scale) x (W scale), not
   * clipped.
   */
  public TensorNetwork floats() {
    return new Floats(this);
  }

  private record Floats(Rrdbnet network) implements TensorNetwork {
    @Override
    public ScriptModule module() {
      return network.module(network.floatNetwork());
    }

    @Override
    public List<String> inputs() {
      return List.of("x");
    }

    @Override
    public List<String> outputs() {
      return List.of("output");
    }
  }

  @Override
  public ScriptModule module() {
    return module(network());
  }

  private ScriptModule module(ScriptClass type) {
    long width = features;
    return ScriptModule.of(type)
        .module("conv_first", exactConv(IMAGE_CHANNELS * alignment() * alignment(), width))
        .module("body", body())
        .module("conv_body", conv(width, width))
        .module("conv_up1", conv(width, width))
        .module("conv_up2", conv(width, width))
        .module("conv_hr", conv(width, width))
        .module("conv_last", exactConv(width, IMAGE_CHANNELS))
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

  private static ScriptModule exactConv(long in, long out) {
    return ScriptModule.of(CONV)
        .exactParameter("weight", out, in, 3L, 3L)
        .exactParameter("bias", out)
        .build();
  }

  private static final ScriptClass CONV =
      new ScriptClass(
          "Conv",
          """
            def forward(self: __torch__.Conv, x: Tensor) -> Tensor:
              x = x.to(ops.prim.dtype(self.weight))
              return torch.conv2d(x, self.weight, self.bias, [1, 1], [1, 1], [1, 1], 1)
            def leaky(self: __torch__.Conv, x: Tensor) -> Tensor:
              return torch.leaky_relu_(self.forward(x), 0.2)
          """);

  private static final ScriptClass DENSE =
      new ScriptClass(
          "Dense",
          """
            def forward(self: __torch__.Dense, x: Tensor) -> Tensor:
              c = x.to(ops.prim.dtype(self.conv1.weight))
              c = torch.cat([c, self.conv1.leaky(c)], 1)
              c = torch.cat([c, self.conv2.leaky(c)], 1)
              c = torch.cat([c, self.conv3.leaky(c)], 1)
              c = torch.cat([c, self.conv4.leaky(c)], 1)
              return torch.add(x, self.conv5.forward(c), alpha=0.2)
          """);

  private static final ScriptClass RESIDUAL_IN_RESIDUAL =
      new ScriptClass(
          "ResidualInResidual",
          """
            def forward(self: __torch__.ResidualInResidual, x: Tensor) -> Tensor:
              y = self.rdb3.forward(self.rdb2.forward(self.rdb1.forward(x)))
              return torch.add(x, y, alpha=0.2)
          """);

  private String unshuffle() {
    return alignment() == 1 ? "x" : "torch.pixel_unshuffle(x, " + alignment() + ")";
  }

  private ScriptClass floatNetwork() {
    return new ScriptClass(
        "RrdbnetFloats",
        """
          def forward(self: __torch__.RrdbnetFloats, x: Tensor) -> Tensor:
            x = self.conv_first.forward(UNSHUFFLE)
            x = torch.add(x, self.conv_body.forward(self.body.forward(x)))
            x = self.conv_up1.leaky(torch.upsample_nearest2d(x, None, [2., 2.]))
            x = self.conv_up2.leaky(torch.upsample_nearest2d(x, None, [2., 2.]))
            return self.conv_last.forward(self.conv_hr.leaky(x))
        """
            .replace("UNSHUFFLE", unshuffle()));
  }

  private ScriptClass network() {
    return new ScriptClass(
        "Rrdbnet",
        """
          def forward(self: __torch__.Rrdbnet, rgb: Tensor) -> Tuple[Tensor, Tensor]:
            x = torch.div(rgb.permute([0, 3, 1, 2]).to(6), 255.)
            x = UNSHUFFLE.contiguous(memory_format=2)
            x = self.conv_first.forward(x)
            x = torch.add(x, self.conv_body.forward(self.body.forward(x)))
            x = x.to(ops.prim.dtype(self.conv_up1.weight))
            x = self.conv_up1.leaky(torch.upsample_nearest2d(x, None, [2., 2.]))
            x = self.conv_up2.leaky(torch.upsample_nearest2d(x, None, [2., 2.]))
            y = self.conv_last.forward(self.conv_hr.leaky(x))
            low = torch.amin(y, [1, 2, 3])
            high = torch.amax(y, [1, 2, 3])
            sound = torch.logical_and(torch.isfinite(torch.sub(high, low)), torch.gt(high, low))
            image = torch.clamp_(torch.round_(torch.mul_(y, 255.)), 0., 255.).to(0)
            return (image.permute([0, 2, 3, 1]).contiguous(), sound.to(0))
        """
            .replace("UNSHUFFLE", unshuffle()));
  }
}
