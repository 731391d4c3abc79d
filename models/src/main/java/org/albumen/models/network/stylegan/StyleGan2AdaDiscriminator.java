package org.albumen.models.network.stylegan;

import java.util.List;
import org.albumen.models.network.TensorNetwork;
import org.albumen.models.torchscript.ScriptClass;
import org.albumen.models.torchscript.ScriptModule;

/**
 * The discriminator of StyleGAN2 (Karras et al. 2020, arXiv:1912.04958, section 4.1, figure 7) and
 * StyleGAN2-ADA (arXiv:2006.06676, with labels by projection) in NVIDIA's layout: {@code D} in the
 * published pickles, of StyleGAN3 too.
 *
 * <p>{@code forward(x[, c])} maps images N x channels x side x side of range [-1, 1], and labels N
 * x cDim where the network takes labels, to {@code score}, N x 1, higher where it takes the image
 * for a real one (of its class). Images are compared in groups, or all of the batch when it is
 * smaller; N is a multiple of that.
 */
public record StyleGan2AdaDiscriminator(DiscriminatorOptions options) implements TensorNetwork {

  @Override
  public List<String> inputs() {
    return options.cDim() == 0 ? List.of("x") : List.of("x", "c");
  }

  @Override
  public List<String> outputs() {
    return List.of("score");
  }

  @Override
  public List<String> rootKeys() {
    return List.of("D");
  }

  @Override
  public ScriptModule module() {
    DiscriminatorBlocks blocks = new DiscriminatorBlocks(options.convClamp());
    boolean skip = options.architecture().equals("skip");
    ScriptModule.Builder network = ScriptModule.of(new ScriptClass("Discriminator", text(skip)));
    for (int side = options.imgResolution(); side > 4; side /= 2) {
      long in = options.channels(side);
      long out = options.channels(side / 2);
      boolean colours = skip || side == options.imgResolution();
      boolean resnet = options.architecture().equals("resnet");
      network.module(
          "b" + side, blocks.halving(in, out, resnet, colours ? options.imgChannels() : 0));
    }
    if (options.cDim() > 0) {
      Mapping mapping = new Mapping(0, options.cDim(), options.cmapDim(), 1, options.mapping());
      network.module("mapping", mapping.ofLabels());
    }
    return network.module("b4", last(blocks, skip)).build();
  }

  private String text(boolean skip) {
    boolean labels = options.cDim() > 0;
    StringBuilder text =
        new StringBuilder(
            """
              def forward(self: __torch__.Discriminator, ARGUMENTS) -> Tensor:
                y = self.bSIDE.fromrgb.forward(x)
            """
                .replace("SIDE", Integer.toString(options.imgResolution()))
                .replace("ARGUMENTS", labels ? "x: Tensor, c: Tensor" : "x: Tensor"));
    for (int side = options.imgResolution(); side > 4; side /= 2) {
      String block = "self.b" + side;
      text.append("    y = " + block + ".forward(y)\n");
      if (skip) {
        text.append("    x = " + block + ".halved(x)\n");
        text.append("    y = torch.add(y, self.b" + side / 2 + ".fromrgb.forward(x))\n");
      }
    }
    text.append("    y = self.b4.forward(y)\n");
    if (labels) {
      text.append("    y = torch.sum(torch.mul(y, self.mapping.forward(c)), [1], True)\n");
      text.append("    y = torch.mul(y, " + 1 / Math.sqrt((double) options.cmapDim()) + ")\n");
    }
    return text.append("    return y\n").toString();
  }

  private ScriptModule last(DiscriminatorBlocks blocks, boolean skip) {
    long width = options.channels(4);
    int deviations = options.mbstdNumChannels();
    ScriptModule.Builder last =
        ScriptModule.of(new ScriptClass("Last", (deviations > 0 ? DEVIATION : ALONE) + SCORE))
            .module("conv", blocks.keeping(width + deviations, width))
            .module("fc", Affine.module(width * 16, width))
            .module("out", Affine.module(width, options.cDim() == 0 ? 1 : options.cmapDim()))
            .constant("group", (long) options.mbstdGroupSize())
            .constant("deviations", (long) deviations);
    if (skip) {
      last.module("fromrgb", blocks.fromColours(options.imgChannels(), width));
    }
    return last.build();
  }

  /** How much the images of a group differ (Karras et al. 2018, arXiv:1710.10196, section 3). */
  private static final String DEVIATION =
      """
        def forward(self: __torch__.Last, x: Tensor) -> Tensor:
          n, c, h, w = torch.size(x)
          g = min(self.group, n)
          f = self.deviations
          y = torch.reshape(x, [g, -1, f, c // f, h, w])
          y = torch.sub(y, torch.mean(y, [0], True))
          y = torch.sqrt(torch.add(torch.mean(torch.mul(y, y), [0]), 1e-08))
          y = torch.reshape(torch.mean(y, [2, 3, 4]), [-1, f, 1, 1])
          return self.score(torch.cat([x, y.repeat([g, 1, h, w])], 1))
      """;

  private static final String ALONE =
      """
        def forward(self: __torch__.Last, x: Tensor) -> Tensor:
          return self.score(x)
      """;

  private static final String SCORE =
      """
        def score(self: __torch__.Last, x: Tensor) -> Tensor:
          x = self.fc.forward(torch.flatten(self.conv.forward(x), 1))
          return self.out.forward(torch.mul(torch.leaky_relu(x, 0.2), 1.4142135623730951))
      """;
}
