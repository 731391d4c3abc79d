package org.albumen.models.network.stylegan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.albumen.models.network.Execution;
import org.albumen.models.network.LatentGenerator;
import org.albumen.models.network.Layout;
import org.albumen.models.network.StyleSpace;
import org.albumen.models.torchscript.ScriptClass;
import org.albumen.models.torchscript.ScriptModule;

/**
 * The generator of StyleGAN2 (Karras et al. 2020, arXiv:1912.04958, section 2) and StyleGAN2-ADA in
 * NVIDIA's layout. Noise is the checkpoint's constant noise. Styles scale the input of a shared
 * convolution whose output is demodulated (equation 3 there, rearranged), which is the same as a
 * convolution per sample and needs no grouping.
 *
 * <p>Methods of the module, z of N x zDim, c of N x cDim where the network takes labels, psi one
 * number per style:
 *
 * <ul>
 *   <li>{@code forward(z[, c])}: images N x channels x side x side, about [-1, 1]
 *   <li>{@code truncated(z[, c], psi)}: the same with truncated styles
 *   <li>{@code styles(z[, c], psi)}: styles N x {@link #styles()} x wDim
 *   <li>{@code synthesise(ws)}, {@code noisy(ws, noise)}, {@code noiseless(ws)}: images from styles
 *       with the checkpoint's noise, with that noise (see {@link StyleSpace}), or without
 * </ul>
 */
public record StyleGan2(StyleGan2Options options) implements LatentGenerator {
  private static final double SQRT2 = Math.sqrt(2);

  /** How many styles steer an image. */
  public int styles() {
    return 2 * Integer.numberOfTrailingZeros(options.imgResolution()) - 2;
  }

  @Override
  public int latent() {
    return options.zDim();
  }

  @Override
  public int size() {
    return options.imgResolution();
  }

  @Override
  public int classes() {
    return options.cDim();
  }

  @Override
  public Optional<StyleSpace> styleSpace() {
    return Optional.of(new StyleSpace(styles(), options.wDim(), null, (int) noise()));
  }

  private long noise() {
    return StyleSpace.noiseBelow(2L * options.imgResolution());
  }

  @Override
  public List<String> inputs() {
    return options.cDim() == 0 ? List.of("z") : List.of("z", "c");
  }

  @Override
  public List<String> outputs() {
    return List.of("output");
  }

  @Override
  public List<Call> furtherCalls() {
    List<String> truncated = new ArrayList<>(inputs());
    truncated.add("psi");
    return List.of(
        new Call("truncated", truncated, outputs()),
        new Call("styles", truncated, List.of("ws")),
        new Call("synthesise", List.of("ws"), outputs()),
        new Call("noisy", List.of("ws", "noise"), outputs()),
        new Call("noiseless", List.of("ws"), outputs()));
  }

  @Override
  public ScriptModule module() {
    return module(false);
  }

  /** With the layers of {@link StyleGan2Fast}. */
  @Override
  public Execution execution() {
    return new Execution("fewer passes", module(true), Layout.ROWS, false);
  }

  private ScriptModule module(boolean fast) {
    Mapping mapping =
        new Mapping(options.zDim(), options.cDim(), options.wDim(), styles(), options.mapping());
    return ScriptModule.of(generator(mapping))
        .module("synthesis", synthesis(fast))
        .module("mapping", mapping.module())
        .build();
  }

  private ScriptClass generator(Mapping mapping) {
    return new ScriptClass(
        "StyleGan2",
        """
          def forward(self: __torch__.StyleGan2, LATENT) -> Tensor:
            return self.synthesise(self.mapping.forward(GIVEN))
          def truncated(self: __torch__.StyleGan2, LATENT, psi: Tensor) -> Tensor:
            return self.synthesise(self.mapping.truncated(GIVEN, psi))
          def styles(self: __torch__.StyleGan2, LATENT, psi: Tensor) -> Tensor:
            return self.mapping.truncated(GIVEN, psi)
          def synthesise(self: __torch__.StyleGan2, ws: Tensor) -> Tensor:
            return self.synthesis.forward(ws, torch.zeros([0, 0]))
          def noisy(self: __torch__.StyleGan2, ws: Tensor, noise: Tensor) -> Tensor:
            return self.synthesis.forward(ws, noise)
          def noiseless(self: __torch__.StyleGan2, ws: Tensor) -> Tensor:
            none = torch.zeros([1, NOISE], dtype=ops.prim.dtype(ws), device=ops.prim.device(ws))
            return self.synthesis.forward(ws, none)
        """
            .replace("LATENT", mapping.parameters())
            .replace("GIVEN", mapping.arguments())
            .replace("NOISE", Long.toString(noise())));
  }

  /**
   * Block of resolution r takes the styles of its convolutions and, if it has one, of its toRGB.
   */
  private ScriptModule synthesis(boolean fast) {
    StringBuilder forward =
        new StringBuilder(
            """
              def forward(self: __torch__.Synthesis, ws: Tensor, noise: Tensor) -> Tensor:
                x = self.b4.forward(ws, noise)
            """);
    boolean skip = options.architecture().equals("skip");
    if (skip) {
      forward.append("    y = self.b4.rgb(x, ws)\n");
    }
    for (int side = 8, style = 1; side <= options.imgResolution(); side *= 2, style += 2) {
      String block = "self.b" + side;
      String from = "ws[:, " + style + ":]";
      forward.append("    x = " + block + ".forward(x, " + from + ", noise)\n");
      if (skip) {
        forward.append("    y = torch.add(" + block + ".enlarged(y), ");
        forward.append(block + ".rgb(x, " + from + "))\n");
      } else if (side == options.imgResolution()) {
        forward.append("    y = " + block + ".rgb(x, " + from + ")\n");
      }
    }
    if (!skip && options.imgResolution() == 4) {
      forward.append("    y = self.b4.rgb(x, ws)\n");
    }
    ScriptModule.Builder synthesis =
        ScriptModule.of(
            new ScriptClass("Synthesis", forward.append("    return y.contiguous()\n").toString()));
    for (int side = 4; side <= options.imgResolution(); side *= 2) {
      synthesis.module("b" + side, side == 4 ? first(fast) : block(side, fast));
    }
    return synthesis.build();
  }

  private ScriptModule first(boolean fast) {
    long width = options.channels(4);
    boolean rgb = hasRgb(4);
    ScriptClass conv = fast ? StyleGan2Fast.CONV : StyleGan2Blocks.CONV;
    ScriptModule.Builder block =
        ScriptModule.of(StyleGan2Blocks.first(rgb))
            .parameter("const", width, 4L, 4L)
            .buffer("resample_filter", 4L, 4L)
            .module("conv1", layer(conv, width, width, 4, 0, 1));
    return (rgb ? block.module("torgb", rgb(width, fast)) : block).build();
  }

  private ScriptModule block(int side, boolean fast) {
    long in = options.channels(side / 2);
    long out = options.channels(side);
    boolean rgb = hasRgb(side);
    ScriptClass conv = fast ? StyleGan2Fast.CONV : StyleGan2Blocks.CONV;
    ScriptClass upConv = fast ? StyleGan2Fast.UP_CONV : StyleGan2Blocks.UP_CONV;
    boolean resnet = options.architecture().equals("resnet");
    double gain = resnet ? Math.sqrt(0.5) : 1;
    long noise = StyleSpace.noiseBelow(side);
    long pixels = (long) side * side;
    ScriptModule.Builder block =
        ScriptModule.of(StyleGan2Blocks.block(resnet, rgb))
            .buffer("resample_filter", 4L, 4L)
            .module("conv0", layer(upConv, in, out, side, noise, 1))
            .module("conv1", layer(conv, out, out, side, noise + pixels, gain));
    if (rgb) {
      block.module("torgb", rgb(out, fast));
    }
    if (resnet) {
      block.module(
          "skip",
          ScriptModule.of(StyleGan2Blocks.SKIP)
              .parameter("weight", out, in, 1L, 1L)
              .buffer("resample_filter", 4L, 4L)
              .constant("gain", gain / Math.sqrt((double) in))
              .build());
    }
    return block.build();
  }

  /**
   * @param noise where the layer's noise begins among all that is given
   */
  private ScriptModule layer(
      ScriptClass type, long in, long out, long side, long noise, double gain) {
    return ScriptModule.of(type)
        .parameter("weight", out, in, 3L, 3L)
        .parameter("noise_strength")
        .parameter("bias", out)
        .buffer("resample_filter", 4L, 4L)
        .buffer("noise_const", side, side)
        .module("affine", Affine.module(options.wDim(), in))
        .constant("noise_from", noise)
        .constant("side", side)
        .constant("gain", SQRT2 * gain)
        .constant("limit", limit() * gain)
        .build();
  }

  private ScriptModule rgb(long in, boolean fast) {
    long colours = options.imgChannels();
    return ScriptModule.of(fast ? StyleGan2Fast.TO_RGB : StyleGan2Blocks.TO_RGB)
        .parameter("weight", colours, in, 1L, 1L)
        .parameter("bias", colours)
        .module("affine", Affine.module(options.wDim(), in))
        .constant("gain", 1 / Math.sqrt((double) in))
        .constant("limit", limit())
        .build();
  }

  private boolean hasRgb(int side) {
    return options.architecture().equals("skip") || side == options.imgResolution();
  }

  private double limit() {
    return Math.min(options.convClamp(), Float.MAX_VALUE);
  }
}
