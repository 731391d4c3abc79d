package org.albumen.models.network.stylegan2;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.albumen.models.torchscript.ScriptClass;
import org.albumen.models.torchscript.ScriptModule;

/**
 * What both of GFPGAN's networks (Wang et al. 2021, arXiv:2101.04061, section 3) have in common: a
 * U-Net that removes degradation and gives latent vectors, scales and shifts to a decoder.
 *
 * @param differentLatents whether every layer of the decoder has a latent vector of its own
 * @param mapped whether the latent vectors go through the mapping network
 */
record Gfpgan(
    GfpganParts parts,
    GfpganDecoder decoder,
    ChannelTable channels,
    boolean differentLatents,
    boolean mapped) {
  /** Options of training: which decoder to begin with, and whether to keep it. */
  static final Set<String> OF_TRAINING = Set.of("decoder_load_path", "fix_decoder");

  /**
   * The network whose decoder has these channels, and whose U-Net has half as many.
   *
   * @param style length of a latent vector
   * @param depth of the mapping network
   * @param half whether half of the decoder's channels pass unchanged
   */
  Gfpgan(
      GfpganParts parts,
      ChannelTable channels,
      int size,
      int style,
      int depth,
      boolean half,
      boolean differentLatents,
      boolean mapped) {
    this(
        parts,
        new GfpganDecoder(parts, channels, ChannelTable.log2(size), style, depth, half),
        channels.halved(),
        differentLatents,
        mapped);
  }

  /** What {@code forward} answers. */
  static List<String> outputs(int size) {
    return Stream.concat(
            Stream.of("output", "style_code"),
            IntStream.range(0, ChannelTable.log2(size) - 2).mapToObj(i -> "rgb" + i))
        .toList();
  }

  ScriptModule module() {
    int log2 = decoder.log2();
    ModuleList down = new ModuleList("Downs");
    ModuleList up = new ModuleList("Ups");
    ModuleList colours = new ModuleList("Colours");
    ModuleList scales = new ModuleList("Conditions");
    ModuleList shifts = new ModuleList("Conditions");
    for (int i = log2; i > 2; i--) {
      down.add(parts.halving(channels.at(1L << i), channels.at(1L << (i - 1))));
    }
    for (int i = 3; i <= log2; i++) {
      long out = channels.at(1L << i);
      up.add(parts.doubling(channels.at(1L << (i - 1)), out));
      colours.add(parts.conv(out, 3, 1));
      scales.add(condition(out));
      shifts.add(condition(out));
    }
    long least = channels.at(4);
    long latents = differentLatents ? log2 * 2 - 2 : 1;
    return ScriptModule.of(new ScriptClass("Gfpgan", text()))
        .module("conv_body_first", parts.first(channels.at(1L << log2)))
        .module("conv_body_down", down.build())
        .module("final_conv", parts.activated(least, least, 3))
        .module("conv_body_up", up.build())
        .module("toRGB", colours.build())
        .module("final_linear", parts.linear(least * 16, latents * decoder.style()))
        .module("stylegan_decoder", decoder.module())
        .module("condition_scale", scales.build())
        .module("condition_shift", shifts.build())
        .build();
  }

  private ScriptModule condition(long width) {
    return ScriptModule.of(CONDITION)
        .module("0", parts.leakyConv(width, width, 3))
        .module("2", parts.conv(width, decoder.half() ? width : 2 * width, 3))
        .build();
  }

  private String text() {
    int levels = decoder.log2() - 2;
    StringBuilder text = new StringBuilder();
    StringBuilder type = new StringBuilder("Tuple[Tensor, Tensor");
    StringBuilder answer = new StringBuilder("(y, style");
    boolean folded = parts.modulation() == Modulation.FOLDED;
    text.append("    x = self.conv_body_first.leaky(x)\n");
    if (folded) {
      text.append("    x = x.to(ops.prim.dtype(self.final_conv.weight))\n");
    }
    for (int i = 0; i < levels; i++) {
      text.append("    x = " + ModuleList.member("conv_body_down", i) + ".forward(x)\n");
      text.append("    skip" + i + " = x\n");
    }
    text.append(LATENTS);
    for (int i = 0; i < levels; i++) {
      text.append(
          (folded ? "    x = torch.add_(x, skip" : "    x = torch.add(x, skip")
              + (levels - 1 - i)
              + ")\n");
      text.append(
          LEVEL
              .replace("INDEX", Integer.toString(i))
              .replace("FLOATS", folded ? ".to(6).contiguous()" : ""));
      type.append(", Tensor");
      answer.append(", rgb").append(i);
    }
    text.append(latents())
        .append(
            "    y = self.stylegan_decoder.forward(latents, SCALES, SHIFTS)FLOATS\n"
                .replace("FLOATS", folded ? ".contiguous()" : "")
                .replace("SCALES", list("scale", levels))
                .replace("SHIFTS", list("shift", levels)));
    return "  def forward(self: __torch__.Gfpgan, x: Tensor) -> "
        + type
        + "]:\n"
        + text
        + "    return "
        + answer
        + ")\n";
  }

  private String latents() {
    int layers = decoder.log2() * 2 - 2;
    String latents =
        differentLatents
            ? "    latents = torch.reshape(style, [torch.size(style, 0), " + layers + ", -1])\n"
            : "    latents = style\n";
    if (mapped) {
      latents += "    latents = self.stylegan_decoder.style_mlp.forward(latents)\n";
    }
    return differentLatents
        ? latents
        : latents
            + "    latents = torch.expand(torch.unsqueeze(latents, 1), [-1, "
            + layers
            + ", -1])\n";
  }

  private static String list(String name, int size) {
    return IntStream.range(0, size)
        .mapToObj(i -> name + i)
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private static final ScriptClass CONDITION =
      new ScriptClass(
          "Condition",
          """
            def forward(self: __torch__.Condition, x: Tensor) -> Tensor:
              return getattr(self, "2").forward(getattr(self, "0").leaky(x))
          """);

  private static final String LATENTS =
      """
          x = self.final_conv.leaky(x)
          style = self.final_linear.forward(torch.flatten(x, 1))
      """;

  private static final String LEVEL =
      """
          x = getattr(self.conv_body_up, "INDEX").forward(x)
          scaleINDEX = getattr(self.condition_scale, "INDEX").forward(x)
          shiftINDEX = getattr(self.condition_shift, "INDEX").forward(x)
          rgbINDEX = getattr(self.toRGB, "INDEX").forward(x)FLOATS
      """;
}
