package org.albumen.models.network;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import org.albumen.models.torchscript.ScriptClass;
import org.albumen.models.torchscript.ScriptModule;

/**
 * RetinaFace (Deng et al. 2020, arXiv:1905.00641) as facexlib publishes it: a trunk, a feature
 * pyramid of three levels, a context module per level, and per level three heads of 1 x 1
 * convolutions with two anchors per cell.
 *
 * <p>Input: N x 3 x H x W, blue first, levels of 0 to 255 less (104, 117, 123). Outputs, for all
 * anchors A of strides 8, 16 and 32 in rows: box offsets N x A x 4, probabilities of background and
 * face N x A x 2, offsets of five landmarks N x A x 10.
 *
 * <p>The further call {@code detect} takes one image H x W x 3, blue first, levels of 0 to 255, and
 * answers besides with the anchors A x 4 (centre and size, in parts of the image), the boxes A x 4
 * (left, top, right, bottom in pixels) and the landmarks A x 10 (x and y in pixels).
 */
public final class FaceDetectorNetwork implements TensorNetwork {
  /** Widths up to which the pyramid's rectifiers leak a tenth; wider ones do not leak. */
  private static final int LEAKING_WIDTH = 64;

  private static final double MOBILE_SLOPE = 0.1;

  private final boolean mobile;
  private final long base;
  private final long in;
  private final long out;
  private final double slope;

  private FaceDetectorNetwork(PublishedOptions options) {
    if (!options.has("network_name")) {
      throw options.refusal("network_name", "resnet50 or mobile0.25");
    }
    mobile = options.choice("network_name", "resnet50", "mobile0.25").equals("mobile0.25");
    base = options.count("resnet_base_planes", 64);
    in = options.count("in_channel", mobile ? 32 : 256);
    out = options.count("out_channel", mobile ? 64 : 256);
    slope = out <= LEAKING_WIDTH ? 0.1 : 0;
    if (mobile && options.has("resnet_base_planes")) {
      throw options.refusal("resnet_base_planes", "for resnet50 only");
    }
    if (in != (mobile ? 32 : 4 * base)) {
      throw options.refusal(
          "in_channel", "32 for mobile0.25, and 4 times resnet_base_planes for resnet50");
    }
    if (out % 4 != 0) {
      throw options.refusal("out_channel", "a multiple of 4");
    }
  }

  /**
   * A network from its published options: {@code network_name}, {@code resnet50} or {@code
   * mobile0.25}; {@code resnet_base_planes}, the channels of ResNet's first convolution, published
   * 64; {@code in_channel}, half of the channels of the trunk's first answer, published 256 and 32;
   * {@code out_channel}, the channels of the pyramid, a multiple of 4, published 256 and 64. A
   * {@code note} is ignored.
   *
   * @throws IllegalArgumentException in one line, when an option is unknown or cannot have its
   *     value
   */
  public static FaceDetectorNetwork of(JsonNode options) {
    return PublishedOptions.read("RetinaFace", options, Set.of("note"), FaceDetectorNetwork::new);
  }

  @Override
  public ScriptModule module() {
    ScriptModule.Builder pyramid = ScriptModule.of(PYRAMID);
    for (int i = 1; i <= 3; i++) {
      pyramid.module("output" + i, layer("Lateral", in << i, out, 1));
    }
    pyramid.module("merge1", layer("Merge", out, out, 3));
    pyramid.module("merge2", layer("Merge", out, out, 3));
    ScriptModule.Builder network =
        ScriptModule.of(NETWORK)
            .module("body", mobile ? mobileTrunk() : ResNet.fifty(base))
            .module("fpn", pyramid.build());
    for (int i = 1; i <= 3; i++) {
      network.module("ssh" + i, context());
    }
    return network
        .module("ClassHead", heads(2))
        .module("BboxHead", heads(4))
        .module("LandmarkHead", heads(10))
        .build();
  }

  @Override
  public List<String> inputs() {
    return List.of("x");
  }

  @Override
  public List<String> outputs() {
    return List.of("loc", "conf", "landms");
  }

  @Override
  public List<Call> furtherCalls() {
    return List.of(
        new Call(
            "detect",
            List.of("image_bgr_hwc"),
            List.of("loc", "conf", "landms", "priors", "boxes", "landmarks")));
  }

  @Override
  public Set<String> ignored() {
    return BatchNorm.counters(module());
  }

  private ScriptModule layer(String name, long in, long out, long kernel) {
    return normalised(name, in, out, kernel).leaky(slope).build();
  }

  private static Chain normalised(String name, long in, long out, long kernel) {
    return new Chain(name)
        .then("0", Convolution.same(in, out, kernel).plain())
        .then("1", BatchNorm.of(out));
  }

  private ScriptModule context() {
    long half = out / 2;
    long quarter = out / 4;
    return ScriptModule.of(CONTEXT)
        .module("conv3X3", normalised("Context", out, half, 3).build())
        .module("conv5X5_1", layer("Merge", out, quarter, 3))
        .module("conv5X5_2", normalised("Context", quarter, quarter, 3).build())
        .module("conv7X7_2", layer("Merge", quarter, quarter, 3))
        .module("conv7x7_3", normalised("Context", quarter, quarter, 3).build())
        .build();
  }

  /** One head per level, each with two anchors of {@code numbers}. */
  private ScriptModule heads(long numbers) {
    ScriptModule.Builder heads =
        ScriptModule.of(new ScriptClass("Heads" + numbers, HEADS.replace("NUMBERS", "" + numbers)));
    for (int i = 0; i < 3; i++) {
      ScriptModule conv = Convolution.same(out, 2 * numbers, 1).biased();
      heads.module(Integer.toString(i), new Chain("Head").then("conv1x1", conv).build());
    }
    return heads.build();
  }

  private static ScriptModule mobileTrunk() {
    Chain first =
        new Chain("MobileStem")
            .then("0", Convolution.strided(3, 8, 3, 2).plain())
            .then("1", BatchNorm.of(8))
            .leaky(MOBILE_SLOPE);
    Chain stage1 = new Chain("MobileStage1").then("0", first.build());
    stage1.then("1", separable(8, 16, 1)).then("2", separable(16, 32, 2));
    stage1.then("3", separable(32, 32, 1)).then("4", separable(32, 64, 2));
    stage1.then("5", separable(64, 64, 1));
    Chain stage2 = new Chain("MobileStage2").then("0", separable(64, 128, 2));
    for (int i = 1; i <= 5; i++) {
      stage2.then(Integer.toString(i), separable(128, 128, 1));
    }
    Chain stage3 = new Chain("MobileStage3").then("0", separable(128, 256, 2));
    stage3.then("1", separable(256, 256, 1));
    return ScriptModule.of(MOBILE)
        .module("stage1", stage1.build())
        .module("stage2", stage2.build())
        .module("stage3", stage3.build())
        .build();
  }

  /** A convolution per channel, and one across the channels. */
  private static ScriptModule separable(long in, long out, long stride) {
    return new Chain("Separable")
        .then("0", new Convolution(in, in, 3, stride, 1, in).plain())
        .then("1", BatchNorm.of(in))
        .leaky(MOBILE_SLOPE)
        .then("3", Convolution.same(in, out, 1).plain())
        .then("4", BatchNorm.of(out))
        .leaky(MOBILE_SLOPE)
        .build();
  }

  private static final ScriptClass MOBILE =
      new ScriptClass(
          "MobileTrunk",
          """
            def forward(self: __torch__.MobileTrunk, x: Tensor) -> Tuple[Tensor, Tensor, Tensor]:
              x8 = self.stage1.forward(x)
              x16 = self.stage2.forward(x8)
              return (x8, x16, self.stage3.forward(x16))
          """);

  private static final ScriptClass PYRAMID =
      new ScriptClass(
          "Pyramid",
          """
            def forward(self: __torch__.Pyramid, x8: Tensor, x16: Tensor, x32: Tensor) -> Tuple[Tensor, Tensor, Tensor]:
              y8 = self.output1.forward(x8)
              y16 = self.output2.forward(x16)
              y32 = self.output3.forward(x32)
              up = torch.upsample_nearest2d(y32, [torch.size(y16, 2), torch.size(y16, 3)], None)
              y16 = self.merge2.forward(torch.add(y16, up))
              up = torch.upsample_nearest2d(y16, [torch.size(y8, 2), torch.size(y8, 3)], None)
              return (self.merge1.forward(torch.add(y8, up)), y16, y32)
          """);

  private static final ScriptClass CONTEXT =
      new ScriptClass(
          "ContextModule",
          """
            def forward(self: __torch__.ContextModule, x: Tensor) -> Tensor:
              y = self.conv5X5_1.forward(x)
              z = self.conv7x7_3.forward(self.conv7X7_2.forward(y))
              return torch.relu(torch.cat([self.conv3X3.forward(x), self.conv5X5_2.forward(y), z], 1))
          """);

  private static final String HEADS =
      """
        def forward(self: __torch__.HeadsNUMBERS, x8: Tensor, x16: Tensor, x32: Tensor) -> Tensor:
          n = torch.size(x8, 0)
          a = getattr(self, "0").forward(x8).permute([0, 2, 3, 1])
          b = getattr(self, "1").forward(x16).permute([0, 2, 3, 1])
          c = getattr(self, "2").forward(x32).permute([0, 2, 3, 1])
          a = torch.reshape(a, [n, -1, NUMBERS])
          b = torch.reshape(b, [n, -1, NUMBERS])
          return torch.cat([a, b, torch.reshape(c, [n, -1, NUMBERS])], 1)
      """;

  private static final ScriptClass NETWORK =
      new ScriptClass(
          "RetinaFace",
          """
            def forward(self: __torch__.RetinaFace, x: Tensor) -> Tuple[Tensor, Tensor, Tensor]:
              (a, b, c) = self.body.forward(x)
              (a, b, c) = self.fpn.forward(a, b, c)
              a = self.ssh1.forward(a)
              b = self.ssh2.forward(b)
              c = self.ssh3.forward(c)
              conf = torch.softmax(self.ClassHead.forward(a, b, c), -1)
              return (self.BboxHead.forward(a, b, c), conf, self.LandmarkHead.forward(a, b, c))
            def anchors(self: __torch__.RetinaFace, x: Tensor, stride: int, small: int) -> Tensor:
              height = torch.size(x, 2)
              width = torch.size(x, 3)
              down = torch.arange((height + stride - 1) // stride, dtype=6, device=ops.prim.device(x))
              right = torch.arange((width + stride - 1) // stride, dtype=6, device=ops.prim.device(x))
              down = torch.div(torch.mul(torch.add(down, 0.5), stride), height)
              right = torch.div(torch.mul(torch.add(right, 0.5), stride), width)
              rows = torch.numel(down)
              columns = torch.numel(right)
              cx = torch.reshape(right, [1, columns, 1]).expand([rows, columns, 2])
              cy = torch.reshape(down, [rows, 1, 1]).expand([rows, columns, 2])
              sides = torch.mul(torch.arange(1, 3, dtype=6, device=ops.prim.device(x)), small)
              w = torch.div(sides, width).expand([rows, columns, 2])
              h = torch.div(sides, height).expand([rows, columns, 2])
              return torch.reshape(torch.stack([cx, cy, w, h], 3), [-1, 4])
            def detect(self: __torch__.RetinaFace, image: Tensor) -> Tuple[Tensor, Tensor, Tensor, Tensor, Tensor, Tensor]:
              mean = torch.tensor([104., 117., 123.], dtype=6, device=ops.prim.device(image))
              x = torch.unsqueeze(torch.sub(image, mean).permute([2, 0, 1]), 0)
              (loc, conf, landms) = self.forward(x)
              priors = torch.cat([self.anchors(x, 8, 16), self.anchors(x, 16, 64), self.anchors(x, 32, 256)], 0)
              centre = torch.slice(priors, 1, 0, 2)
              side = torch.slice(priors, 1, 2, 4)
              offset = torch.slice(loc[0], 1, 0, 2)
              growth = torch.slice(loc[0], 1, 2, 4)
              size = torch.tensor([torch.size(x, 3), torch.size(x, 2)], dtype=6, device=ops.prim.device(image))
              middle = torch.add(centre, torch.mul(torch.mul(offset, 0.1), side))
              extent = torch.mul(side, torch.exp(torch.mul(growth, 0.2)))
              corner = torch.sub(middle, torch.div(extent, 2))
              boxes = torch.cat([torch.mul(corner, size), torch.mul(torch.add(corner, extent), size)], 1)
              points = torch.reshape(landms[0], [-1, 5, 2])
              points = torch.mul(torch.mul(points, 0.1), torch.unsqueeze(side, 1))
              points = torch.mul(torch.add(points, torch.unsqueeze(centre, 1)), size)
              return (loc, conf, landms, priors, boxes, torch.reshape(points, [-1, 10]))
          """);
}
