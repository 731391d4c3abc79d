package org.albumen.models.network.stylegan;

import org.albumen.models.torchscript.ScriptClass;
import org.albumen.models.torchscript.ScriptModule;

/** A fully connected layer with equalised learning rate and no activation. */
final class Affine {
  private static final ScriptClass TYPE =
      new ScriptClass(
          "Affine",
          """
            def forward(self: __torch__.Affine, x: Tensor) -> Tensor:
              return torch.linear(torch.mul(x, self.gain), self.weight, self.bias)
          """);

  private Affine() {}

  static ScriptModule module(long in, long out) {
    return ScriptModule.of(TYPE)
        .parameter("weight", out, in)
        .parameter("bias", out)
        .constant("gain", 1 / Math.sqrt((double) in))
        .build();
  }
}
