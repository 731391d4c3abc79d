package org.albumen.models.network.stylegan2;

import org.albumen.models.torchscript.ScriptClass;
import org.albumen.models.torchscript.ScriptModule;

/** Buffers of constant noise: one of 4 x 4 pixels, two of each further size. */
final class Noises {
  private Noises() {}

  /** Buffers {@code PREFIX0}, {@code PREFIX1} and so on for images of 2^log2 pixels. */
  static ScriptModule of(int log2, String prefix) {
    ScriptModule.Builder noises = ScriptModule.of(new ScriptClass("Noises", ""));
    for (int i = 0; i <= (log2 - 2) * 2; i++) {
      long size = 1L << ((i + 5) / 2);
      noises.buffer(prefix + i, 1L, 1L, size, size);
    }
    return noises.build();
  }
}
