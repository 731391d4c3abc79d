package org.albumen.models.network.stylegan2;

import org.albumen.models.torchscript.ScriptClass;
import org.albumen.models.torchscript.ScriptModule;

/**
 * GFPGAN's decoder: StyleGAN2 whose features are scaled and shifted by those of the degraded face,
 * from 8 x 8 pixels up (Wang et al. 2021, arXiv:2101.04061, section 3.3).
 *
 * @param log2 base-2 logarithm of the image's size
 * @param style length of a latent vector
 * @param depth of the mapping network
 * @param half whether the first half of the channels passes unchanged
 */
record GfpganDecoder(
    GfpganParts parts, ChannelTable channels, int log2, long style, int depth, boolean half) {

  private boolean folded() {
    return parts.modulation() == Modulation.FOLDED;
  }

  /** {@code forward} takes latents N x K x L and a scale and a shift for every size. */
  ScriptModule module() {
    ModuleList convs = new ModuleList("StyleConvs");
    ModuleList colours = new ModuleList("ToRgbs");
    long in = channels.at(4);
    for (int i = 3; i <= log2; i++) {
      long out = channels.at(1L << i);
      convs.add(parts.style(in, out, style, true)).add(parts.style(out, out, style, false));
      colours.add(parts.colours(out, style));
      in = out;
    }
    long first = channels.at(4);
    return ScriptModule.of(new ScriptClass("Decoder", text()))
        .module("style_mlp", parts.mapping(depth, style))
        .module("constant_input", constant(first))
        .module("style_conv1", parts.style(first, first, style, false))
        .module("to_rgb1", parts.colours(first, style))
        .module("style_convs", convs.build())
        .module("to_rgbs", colours.build())
        .module("noises", Noises.of(log2, "noise"))
        .module("upsample", parts.upsample())
        .build();
  }

  private static ScriptModule constant(long channels) {
    return ScriptModule.of(new ScriptClass("ConstantInput", ""))
        .parameter("weight", 1L, channels, 4L, 4L)
        .build();
  }

  private String text() {
    String adapt = half ? (folded() ? HALF_IN_PLACE : HALF) : WHOLE;
    StringBuilder forward = new StringBuilder(adapt).append(HEAD);
    for (int i = 0; i < log2 - 2; i++) {
      int w = 2 * i + 1;
      forward.append(
          LEVEL
              .replace("CONV1", ModuleList.member("style_convs", 2 * i))
              .replace("CONV2", ModuleList.member("style_convs", 2 * i + 1))
              .replace("TO_RGB", ModuleList.member("to_rgbs", i))
              .replace("NOISE1", "self.noises.noise" + w)
              .replace("NOISE2", "self.noises.noise" + (w + 1))
              .replace("W1", "torch.select(latents, 1, " + w + ")")
              .replace("W2", "torch.select(latents, 1, " + (w + 1) + ")")
              .replace("W3", "torch.select(latents, 1, " + (w + 2) + ")")
              .replace("INDEX", Integer.toString(i)));
    }
    String text = forward.append("    return y\n").toString();
    return folded() ? text.replace("y = torch.add(", "y = torch.add_(") : text;
  }

  private static final String HALF =
      """
        def adapt(self: __torch__.Decoder, x: Tensor, scale: Tensor, shift: Tensor) -> Tensor:
          kept = torch.size(x, 1) - torch.size(scale, 1)
          y = torch.narrow(x, 1, kept, torch.size(scale, 1))
          return torch.cat([torch.narrow(x, 1, 0, kept), torch.addcmul(shift, y, scale)], 1)
      """;

  private static final String HALF_IN_PLACE =
      """
        def adapt(self: __torch__.Decoder, x: Tensor, scale: Tensor, shift: Tensor) -> Tensor:
          changed = torch.size(scale, 1)
          y = torch.narrow(x, 1, torch.size(x, 1) - changed, changed)
          torch.addcmul(shift, y, scale, value=1, out=y)
          return x
      """;

  private static final String WHOLE =
      """
        def adapt(self: __torch__.Decoder, x: Tensor, scale: Tensor, shift: Tensor) -> Tensor:
          return torch.addcmul(shift, x, scale)
      """;

  private static final String HEAD =
      """
        def forward(self: __torch__.Decoder, latents: Tensor, scales: List[Tensor], shifts: List[Tensor]) -> Tensor:
          x = torch.expand(self.constant_input.weight, [torch.size(latents, 0), -1, -1, -1])
          x = self.style_conv1.forward(x, torch.select(latents, 1, 0), self.noises.noise0)
          y = self.to_rgb1.forward(x, torch.select(latents, 1, 1))
      """;

  private static final String LEVEL =
      """
          x = CONV1.forward(x, W1, NOISE1)
          x = self.adapt(x, scales[INDEX], shifts[INDEX])
          x = CONV2.forward(x, W2, NOISE2)
          y = torch.add(TO_RGB.forward(x, W3), self.upsample.forward(y))
      """;
}
