package org.albumen.models.network.stylegan;

import org.albumen.models.torchscript.ScriptClass;
import org.albumen.models.torchscript.ScriptModule;

/**
 * The mapping network f: Z to W (Karras et al. 2019, arXiv:1812.04948, section 2), with equalised
 * learning rate, and truncation towards the mean style (appendix B there), per layer.
 *
 * @param zDim numbers of a latent
 * @param cDim length of a label, 0 for none
 * @param wDim numbers of a style
 * @param styles how many styles the synthesis network takes
 */
record Mapping(int zDim, int cDim, int wDim, int styles, MappingOptions options) {
  ScriptModule module() {
    int layers = options.numLayers();
    int embed = cDim == 0 ? 0 : options.embedFeatures();
    ScriptModule.Builder mapping = ScriptModule.of(type(layers)).buffer("w_avg", (long) wDim);
    if (cDim > 0) {
      mapping.module("embed", Affine.module(cDim, embed));
    }
    addLayers(mapping, zDim + embed);
    return mapping.constant("styles", (long) styles).build();
  }

  /** The mapping of a discriminator: from labels alone, without a mean, to one vector. */
  ScriptModule ofLabels() {
    StringBuilder text =
        new StringBuilder(
            """
              def forward(self: __torch__.LabelMapping, c: Tensor) -> Tensor:
                x = self.embed.forward(c)
                square = torch.mean(torch.mul(x, x), [1], True)
                x = torch.mul(x, torch.rsqrt(torch.add(square, 1e-08)))
            """);
    for (int i = 0; i < options.numLayers(); i++) {
      text.append("    x = self.fc").append(i).append(".forward(x)\n");
    }
    ScriptModule.Builder mapping =
        ScriptModule.of(new ScriptClass("LabelMapping", text.append("    return x\n").toString()))
            .module("embed", Affine.module(cDim, options.embedFeatures()));
    addLayers(mapping, options.embedFeatures());
    return mapping.build();
  }

  private void addLayers(ScriptModule.Builder mapping, int first) {
    double rate = options.lrMultiplier();
    for (int i = 0; i < options.numLayers(); i++) {
      long in = i == 0 ? first : options.layerFeatures();
      long out = i == options.numLayers() - 1 ? wDim : options.layerFeatures();
      mapping.module(
          "fc" + i,
          ScriptModule.of(LAYER)
              .parameter("weight", out, in)
              .parameter("bias", out)
              .constant("gain", rate / Math.sqrt((double) in))
              .constant("rate", rate)
              .build());
    }
  }

  /** The arguments of the generator's methods that begin from a latent. */
  String parameters() {
    return cDim == 0 ? "z: Tensor" : "z: Tensor, c: Tensor";
  }

  String arguments() {
    return cDim == 0 ? "z" : "z, c";
  }

  private ScriptClass type(int layers) {
    StringBuilder text = new StringBuilder();
    text.append("  def normalise(self: __torch__.Mapping, x: Tensor) -> Tensor:\n")
        .append("    square = torch.mean(torch.mul(x, x), [1], True)\n")
        .append("    return torch.mul(x, torch.rsqrt(torch.add(square, 1e-08)))\n")
        .append("  def forward(self: __torch__.Mapping, ")
        .append(parameters())
        .append(") -> Tensor:\n")
        .append("    x = self.normalise(z)\n");
    if (cDim > 0) {
      text.append("    x = torch.cat([x, self.normalise(self.embed.forward(c))], 1)\n");
    }
    for (int i = 0; i < layers; i++) {
      text.append("    x = self.fc").append(i).append(".forward(x)\n");
    }
    text.append("    return x.unsqueeze(1).repeat([1, self.styles, 1])\n")
        .append("  def truncated(self: __torch__.Mapping, ")
        .append(parameters())
        .append(", psi: Tensor) -> Tensor:\n")
        .append("    ws = self.forward(")
        .append(arguments())
        .append(")\n")
        .append("    return torch.lerp(self.w_avg, ws, psi.reshape([1, -1, 1]))\n");
    return new ScriptClass("Mapping", text.toString());
  }

  private static final ScriptClass LAYER =
      new ScriptClass(
          "MappingLayer",
          """
            def forward(self: __torch__.MappingLayer, x: Tensor) -> Tensor:
              bias = torch.mul(self.bias, self.rate)
              x = torch.linear(torch.mul(x, self.gain), self.weight, bias)
              return torch.mul(torch.leaky_relu(x, 0.2), 1.4142135623730951)
          """);
}
