package org.albumen.models.network;

import org.albumen.models.torchscript.ScriptClass;
import org.albumen.models.torchscript.ScriptModule;

/**
 * The trunks of ResNet (He et al. 2016, arXiv:1512.03385, table 1), with the stride of a bottleneck
 * in its 3 x 3 convolution. {@code forward} answers with the last three stages' features, at 1/8,
 * 1/16 and 1/32 of the image.
 */
final class ResNet {
  private static final long EXPANSION = 4;

  private ResNet() {}

  /** ResNet-18: 128, 256 and 512 channels. */
  static ScriptModule eighteen() {
    ScriptModule.Builder trunk = stem(64);
    long in = 64;
    for (int stage = 1; stage <= 4; stage++) {
      long width = 32L << stage;
      Chain layer = new Chain("Stage" + stage);
      layer.then("0", basic(in, width, stage == 1 ? 1 : 2));
      layer.then("1", basic(width, width, 1));
      trunk.module("layer" + stage, layer.build());
      in = width;
    }
    return trunk.build();
  }

  /**
   * ResNet-50.
   *
   * @param base channels of the first convolution, published 64; the answers have 8, 16 and 32
   *     times as many
   */
  static ScriptModule fifty(long base) {
    ScriptModule.Builder trunk = stem(base);
    int[] blocks = {3, 4, 6, 3};
    long in = base;
    for (int stage = 1; stage <= blocks.length; stage++) {
      long width = base << (stage - 1);
      Chain layer = new Chain("Stage" + stage);
      for (int i = 0; i < blocks[stage - 1]; i++) {
        layer.then(Integer.toString(i), bottleneck(in, width, i == 0 && stage > 1 ? 2 : 1, i == 0));
        in = width * EXPANSION;
      }
      trunk.module("layer" + stage, layer.build());
    }
    return trunk.build();
  }

  private static ScriptModule.Builder stem(long width) {
    return ScriptModule.of(TRUNK)
        .module("conv1", Convolution.strided(3, width, 7, 2).plain())
        .module("bn1", BatchNorm.of(width));
  }

  private static ScriptModule basic(long in, long out, long stride) {
    boolean projected = in != out || stride != 1;
    ScriptModule.Builder block =
        ScriptModule.of(projected ? BASIC_PROJECTED : BASIC)
            .module("conv1", Convolution.strided(in, out, 3, stride).plain())
            .module("bn1", BatchNorm.of(out))
            .module("conv2", Convolution.same(out, out, 3).plain())
            .module("bn2", BatchNorm.of(out));
    return projected ? project(block, in, out, stride) : block.build();
  }

  private static ScriptModule bottleneck(long in, long width, long stride, boolean projected) {
    ScriptModule.Builder block =
        ScriptModule.of(projected ? BOTTLENECK_PROJECTED : BOTTLENECK)
            .module("conv1", Convolution.same(in, width, 1).plain())
            .module("bn1", BatchNorm.of(width))
            .module("conv2", Convolution.strided(width, width, 3, stride).plain())
            .module("bn2", BatchNorm.of(width))
            .module("conv3", Convolution.same(width, width * EXPANSION, 1).plain())
            .module("bn3", BatchNorm.of(width * EXPANSION));
    return projected ? project(block, in, width * EXPANSION, stride) : block.build();
  }

  private static ScriptModule project(ScriptModule.Builder block, long in, long out, long stride) {
    ScriptModule projection =
        new Chain("Projection")
            .then("0", Convolution.strided(in, out, 1, stride).plain())
            .then("1", BatchNorm.of(out))
            .build();
    return block.module("downsample", projection).build();
  }

  private static final ScriptClass TRUNK =
      new ScriptClass(
          "ResNet",
          """
            def forward(self: __torch__.ResNet, x: Tensor) -> Tuple[Tensor, Tensor, Tensor]:
              x = torch.relu(self.bn1.forward(self.conv1.forward(x)))
              x = torch.max_pool2d(x, [3, 3], [2, 2], [1, 1], [1, 1], False)
              x8 = self.layer2.forward(self.layer1.forward(x))
              x16 = self.layer3.forward(x8)
              return (x8, x16, self.layer4.forward(x16))
          """);

  private static final ScriptClass BASIC = basic("BasicBlock", "x");
  private static final ScriptClass BASIC_PROJECTED =
      basic("BasicBlockProjected", "self.downsample.forward(x)");
  private static final ScriptClass BOTTLENECK = bottleneck("Bottleneck", "x");
  private static final ScriptClass BOTTLENECK_PROJECTED =
      bottleneck("BottleneckProjected", "self.downsample.forward(x)");

  private static ScriptClass basic(String name, String shortcut) {
    return new ScriptClass(
        name,
        """
          def forward(self: __torch__.NAME, x: Tensor) -> Tensor:
            y = torch.relu(self.bn1.forward(self.conv1.forward(x)))
            y = self.bn2.forward(self.conv2.forward(y))
            return torch.relu(torch.add(SHORTCUT, y))
        """
            .replace("NAME", name)
            .replace("SHORTCUT", shortcut));
  }

  private static ScriptClass bottleneck(String name, String shortcut) {
    return new ScriptClass(
        name,
        """
          def forward(self: __torch__.NAME, x: Tensor) -> Tensor:
            y = torch.relu(self.bn1.forward(self.conv1.forward(x)))
            y = torch.relu(self.bn2.forward(self.conv2.forward(y)))
            y = self.bn3.forward(self.conv3.forward(y))
            return torch.relu(torch.add(SHORTCUT, y))
        """
            .replace("NAME", name)
            .replace("SHORTCUT", shortcut));
  }
}
