package org.albumen.models.network.stylegan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.albumen.models.network.Execution;
import org.albumen.models.network.LatentGenerator;
import org.albumen.models.network.Layout;
import org.albumen.models.network.StyleSpace;
import org.albumen.models.network.stylegan.StyleGan3Layers.Layer;
import org.albumen.models.network.stylegan.StyleGan3Layers.Signal;
import org.albumen.models.torchscript.ScriptClass;
import org.albumen.models.torchscript.ScriptModule;

/**
 * The alias-free generator StyleGAN3 (Karras et al. 2021, arXiv:2106.12423), configurations t and
 * r. Styles are normalised over the whole batch, so images of one batch depend on each other a
 * little; generate one at a time to have each image independent of its neighbours.
 *
 * <p>Methods of the module, z of N x zDim, c of N x cDim where the network takes labels, psi one
 * number per style:
 *
 * <ul>
 *   <li>{@code forward(z[, c])}: images N x channels x side x side, about [-1, 1]
 *   <li>{@code truncated(z[, c], psi)}: the same with truncated styles
 *   <li>{@code styles(z[, c], psi)}: styles N x {@link #styles()} x wDim
 *   <li>{@code synthesise(ws)}: images from styles
 *   <li>{@code moved(ws, transform)}: the same with the input moved by a 3 x 3 matrix, which is the
 *       inverse of what happens to the image
 *   <li>{@code features(ws)}: the Fourier features that the first layer gets
 * </ul>
 */
public record StyleGan3(StyleGan3Options options) implements LatentGenerator {

  /** How many styles steer an image. */
  public int styles() {
    return options.numLayers() + 2;
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
    return Optional.of(new StyleSpace(styles(), options.wDim(), null, 0));
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
        new Call("moved", List.of("ws", "transform"), outputs()),
        new Call("features", List.of("ws"), List.of("input_features")));
  }

  @Override
  public ScriptModule module() {
    return module(false);
  }

  /** Its filters work by phases, see {@link StyleGan3Phases}. */
  @Override
  public Execution execution() {
    return new Execution("filters by phase", module(true), Layout.ROWS, false);
  }

  private ScriptModule module(boolean phases) {
    Mapping mapping =
        new Mapping(options.zDim(), options.cDim(), options.wDim(), styles(), options.mapping());
    return ScriptModule.of(generator(mapping))
        .module("synthesis", synthesis(phases))
        .module("mapping", mapping.module())
        .build();
  }

  private static ScriptClass generator(Mapping mapping) {
    return new ScriptClass(
        "StyleGan3",
        """
          def forward(self: __torch__.StyleGan3, LATENT) -> Tensor:
            return self.synthesise(self.mapping.forward(GIVEN))
          def truncated(self: __torch__.StyleGan3, LATENT, psi: Tensor) -> Tensor:
            return self.synthesise(self.mapping.truncated(GIVEN, psi))
          def styles(self: __torch__.StyleGan3, LATENT, psi: Tensor) -> Tensor:
            return self.mapping.truncated(GIVEN, psi)
          def synthesise(self: __torch__.StyleGan3, ws: Tensor) -> Tensor:
            return self.synthesis.forward(ws, self.synthesis.input.transform)
          def moved(self: __torch__.StyleGan3, ws: Tensor, transform: Tensor) -> Tensor:
            return self.synthesis.forward(ws, transform)
          def features(self: __torch__.StyleGan3, ws: Tensor) -> Tensor:
            return self.synthesis.input.forward(ws[:, 0], self.synthesis.input.transform)
        """
            .replace("LATENT", mapping.parameters())
            .replace("GIVEN", mapping.arguments()));
  }

  private ScriptModule synthesis(boolean phases) {
    List<Layer> layers = StyleGan3Layers.layers(options);
    StringBuilder forward =
        new StringBuilder(
            """
              def forward(self: __torch__.Synthesis, ws: Tensor, transform: Tensor) -> Tensor:
                x = self.input.forward(ws[:, 0], transform)
            """);
    for (int i = 0; i < layers.size(); i++) {
      String name = name(i, layers.get(i).out());
      forward.append("    x = self." + name + ".forward(x, ws[:, " + (i + 1) + "])\n");
    }
    forward.append("    return torch.mul(x, self.scale).contiguous()\n");
    ScriptModule.Builder synthesis =
        ScriptModule.of(new ScriptClass("Synthesis", forward.toString()))
            .module("input", input(layers.get(0).in()));
    for (int i = 0; i < layers.size(); i++) {
      Layer layer = layers.get(i);
      boolean last = i == layers.size() - 1;
      synthesis.module(name(i, layer.out()), last ? rgb(layer) : layer(layer, phases));
    }
    return synthesis.constant("scale", options.outputScale()).build();
  }

  private static String name(int index, Signal out) {
    return "L" + index + "_" + out.size() + "_" + out.channels();
  }

  private ScriptModule input(Signal signal) {
    long channels = signal.channels();
    return ScriptModule.of(StyleGan3Blocks.INPUT)
        .parameter("weight", channels, channels)
        .module("affine", Affine.module(options.wDim(), 4))
        .buffer("transform", 3L, 3L)
        .buffer("freqs", channels, 2L)
        .buffer("phases", channels)
        .constant("size", (long) signal.size())
        .constant("rate", signal.rate())
        .constant("bandwidth", signal.cutoff())
        .build();
  }

  private ScriptModule layer(Layer layer, boolean phases) {
    long in = layer.in().channels();
    long out = layer.out().channels();
    long kernel = layer.kernel();
    long taps = layer.downTaps();
    Long[] downShape = layer.radial() ? new Long[] {taps, taps} : new Long[] {taps};
    boolean byPhase = phases && StyleGan3Phases.suit(layer);
    ScriptModule.Builder module =
        ScriptModule.of(byPhase ? StyleGan3Phases.of(layer).type() : StyleGan3Blocks.layer(layer))
            .parameter("weight", out, in, kernel, kernel)
            .parameter("bias", out)
            .buffer("magnitude_ema");
    if (layer.upTaps() > 1) {
      module.buffer("up_filter", (long) layer.upTaps());
    }
    if (taps > 1) {
      module.buffer("down_filter", downShape);
    }
    if (byPhase) {
      StyleGan3Phases.of(layer).constants(module);
    }
    return module
        .module("affine", Affine.module(options.wDim(), in))
        .constant("padding", kernel - 1)
        .constant("up", (long) layer.up())
        .constant("down", (long) layer.down())
        .constant("before", (long) layer.padBefore())
        .constant("after", (long) layer.padAfter())
        .constant("limit", options.convClamp())
        .build();
  }

  private ScriptModule rgb(Layer layer) {
    long in = layer.in().channels();
    long out = layer.out().channels();
    return ScriptModule.of(StyleGan3Blocks.TO_RGB)
        .parameter("weight", out, in, 1L, 1L)
        .parameter("bias", out)
        .buffer("magnitude_ema")
        .module("affine", Affine.module(options.wDim(), in))
        .constant("gain", 1 / Math.sqrt((double) in))
        .constant("limit", options.convClamp())
        .build();
  }
}
