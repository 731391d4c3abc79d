package org.albumen.models.network.stylegan2;

import java.util.function.Supplier;
import org.albumen.models.torchscript.ScriptClass;
import org.albumen.models.torchscript.ScriptModule;

/** The mapping network: brings z to unit length per feature, then fully connected layers. */
final class Mapping {
  private Mapping() {}

  /**
   * Layers of an equalised learning rate, numbered from 1.
   *
   * @param rate the learning rate's multiplier
   * @param folded whether they are for answers only
   */
  static ScriptModule equalised(int depth, long style, double rate, boolean folded) {
    return of(
        depth,
        1,
        () ->
            folded
                ? FoldedLayers.equalLinear(style, style, rate, FoldedLayers.GAIN)
                : Layers.equalLinear(style, style, rate));
  }

  /**
   * Layers whose {@code leaky} is called one after the other.
   *
   * @param step from one layer's number to the next; the first is 1
   */
  static ScriptModule of(int depth, int step, Supplier<ScriptModule> layer) {
    StringBuilder forward = new StringBuilder();
    for (int i = 0; i < depth; i++) {
      forward.append("    z = getattr(self, \"" + (1 + i * step) + "\").leaky(z)\n");
    }
    String text =
        """
          def forward(self: __torch__.Mapping, z: Tensor) -> Tensor:
            power = torch.mean(torch.mul(z, z), [1], True)
            z = torch.mul(z, torch.rsqrt(torch.add(power, 1e-08)))
        """;
    ScriptModule.Builder mapping =
        ScriptModule.of(new ScriptClass("Mapping", text + forward + "    return z\n"));
    for (int i = 0; i < depth; i++) {
      mapping.module(Integer.toString(1 + i * step), layer.get());
    }
    return mapping.build();
  }
}
