package org.albumen.models.network;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import org.albumen.models.torchscript.ScriptClass;
import org.albumen.models.torchscript.ScriptModule;

/**
 * BiSeNet (Yu et al. 2018, arXiv:1808.00897) as facexlib publishes it for parsing faces: the
 * context path on ResNet-18 with attention refinement at 1/16 and 1/32, ResNet's features at 1/8 in
 * place of the spatial path, and feature fusion.
 *
 * <p>Input: RGB N x 3 x H x W, normalised as for ResNet. Outputs: the scores of the classes N x
 * {@code num_class} x H x W, from the fused features and from those at 1/8 and 1/16 that help in
 * training.
 *
 * @param classes kinds of region ({@code num_class})
 */
public record BiSeNet(int classes) implements TensorNetwork {
  private static final long CONTEXT = 128;

  public BiSeNet {
    if (classes < 1) {
      throw new IllegalArgumentException("BiSeNet needs a positive number of classes");
    }
  }

  /**
   * A network from its published options.
   *
   * @throws IllegalArgumentException in one line, when an option is unknown or cannot have its
   *     value
   */
  public static BiSeNet of(JsonNode options) {
    return PublishedOptions.read(
        "BiSeNet", options, Set.of(), given -> new BiSeNet(given.count("num_class", 19)));
  }

  @Override
  public ScriptModule module() {
    ScriptModule context =
        ScriptModule.of(CONTEXT_PATH)
            .module("resnet", ResNet.eighteen())
            .module("arm16", refinement(256))
            .module("arm32", refinement(512))
            .module("conv_head32", block(CONTEXT, CONTEXT, 3))
            .module("conv_head16", block(CONTEXT, CONTEXT, 3))
            .module("conv_avg", block(512, CONTEXT, 1))
            .build();
    ScriptModule fusion =
        ScriptModule.of(FUSION)
            .module("convblk", block(2 * CONTEXT, 256, 1))
            .module("conv1", Convolution.same(256, 64, 1).plain())
            .module("conv2", Convolution.same(64, 256, 1).plain())
            .build();
    return ScriptModule.of(NETWORK)
        .module("cp", context)
        .module("ffm", fusion)
        .module("conv_out", output(256, 256))
        .module("conv_out16", output(CONTEXT, 64))
        .module("conv_out32", output(CONTEXT, 64))
        .build();
  }

  @Override
  public List<String> inputs() {
    return List.of("x");
  }

  @Override
  public List<String> outputs() {
    return List.of("output", "out16", "out32");
  }

  @Override
  public Set<String> ignored() {
    return BatchNorm.counters(module());
  }

  private static ScriptModule block(long in, long out, long kernel) {
    return new Chain("ConvBnRelu")
        .then("conv", Convolution.same(in, out, kernel).plain())
        .then("bn", BatchNorm.of(out))
        .leaky(0)
        .build();
  }

  private static ScriptModule refinement(long in) {
    return ScriptModule.of(REFINEMENT)
        .module("conv", block(in, CONTEXT, 3))
        .module("conv_atten", Convolution.same(CONTEXT, CONTEXT, 1).plain())
        .module("bn_atten", BatchNorm.of(CONTEXT))
        .build();
  }

  private ScriptModule output(long in, long middle) {
    return new Chain("Scores")
        .then("conv", block(in, middle, 3))
        .then("conv_out", Convolution.same(middle, classes, 1).plain())
        .build();
  }

  private static final ScriptClass REFINEMENT =
      new ScriptClass(
          "AttentionRefinement",
          """
            def forward(self: __torch__.AttentionRefinement, x: Tensor) -> Tensor:
              x = self.conv.forward(x)
              y = self.conv_atten.forward(torch.mean(x, [2, 3], True))
              return torch.mul(x, torch.sigmoid(self.bn_atten.forward(y)))
          """);

  private static final ScriptClass CONTEXT_PATH =
      new ScriptClass(
          "ContextPath",
          """
            def forward(self: __torch__.ContextPath, x: Tensor) -> Tuple[Tensor, Tensor, Tensor]:
              (x8, x16, x32) = self.resnet.forward(x)
              whole = self.conv_avg.forward(torch.mean(x32, [2, 3], True))
              y = torch.add(self.arm32.forward(x32), whole)
              y = torch.upsample_nearest2d(y, [torch.size(x16, 2), torch.size(x16, 3)], None)
              y32 = self.conv_head32.forward(y)
              y = torch.add(self.arm16.forward(x16), y32)
              y = torch.upsample_nearest2d(y, [torch.size(x8, 2), torch.size(x8, 3)], None)
              return (x8, self.conv_head16.forward(y), y32)
          """);

  private static final ScriptClass FUSION =
      new ScriptClass(
          "FeatureFusion",
          """
            def forward(self: __torch__.FeatureFusion, detail: Tensor, context: Tensor) -> Tensor:
              x = self.convblk.forward(torch.cat([detail, context], 1))
              y = torch.relu(self.conv1.forward(torch.mean(x, [2, 3], True)))
              return torch.add(x, torch.mul(x, torch.sigmoid(self.conv2.forward(y))))
          """);

  private static final ScriptClass NETWORK =
      new ScriptClass(
          "BiSeNet",
          """
            def forward(self: __torch__.BiSeNet, x: Tensor) -> Tuple[Tensor, Tensor, Tensor]:
              size = [torch.size(x, 2), torch.size(x, 3)]
              (x8, y8, y16) = self.cp.forward(x)
              a = self.conv_out.forward(self.ffm.forward(x8, y8))
              b = self.conv_out16.forward(y8)
              c = self.conv_out32.forward(y16)
              a = torch.upsample_bilinear2d(a, size, True, None)
              b = torch.upsample_bilinear2d(b, size, True, None)
              return (a, b, torch.upsample_bilinear2d(c, size, True, None))
          """);
}
