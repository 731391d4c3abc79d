package org.albumen.models.network;

import java.util.ArrayList;
import java.util.List;
import org.albumen.models.torchscript.ScriptClass;
import org.albumen.models.torchscript.ScriptModule;

/** Writes a module whose parts work one after the other. Not safe for use by several threads. */
final class Chain {
  private record Part(String name, ScriptModule module) {}

  private final String className;
  private final StringBuilder forward = new StringBuilder();
  private final List<Part> parts = new ArrayList<>();

  /**
   * @param className a Python identifier; chains of one name are the same but for their weights'
   *     shapes
   */
  Chain(String className) {
    this.className = className;
    forward.append("  def forward(self: __torch__.").append(className);
    forward.append(", x: Tensor) -> Tensor:\n");
  }

  /** Next, a part with weights; its name may be a number. */
  Chain then(String name, ScriptModule module) {
    parts.add(new Part(name, module));
    return apply("getattr(self, \"" + name + "\").forward(x)");
  }

  /** Next, an expression of {@code x}. */
  Chain apply(String expression) {
    forward.append("    x = ").append(expression).append('\n');
    return this;
  }

  /** A leaky rectifier; slope 0 is the plain one. */
  Chain leaky(double slope) {
    return apply(slope == 0 ? "torch.relu(x)" : "torch.leaky_relu(x, " + slope + ")");
  }

  ScriptModule build() {
    ScriptModule.Builder module =
        ScriptModule.of(new ScriptClass(className, forward + "    return x\n"));
    parts.forEach(part -> module.module(part.name(), part.module()));
    return module.build();
  }
}
