package org.albumen.models.network.stylegan2;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.albumen.models.network.StyleSpace;
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

  /** Statements that cut {@code noise}, N x all, into {@code noise0}, {@code noise1} and so on. */
  static String cut(int log2) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i <= (log2 - 2) * 2; i++) {
      long size = 1L << ((i + 5) / 2);
      long from = StyleSpace.noiseBelow(size) + (i > 0 && i % 2 == 0 ? size * size : 0);
      text.append(
          "    noise%d = torch.slice(noise, 1, %d, %d)\n".formatted(i, from, from + size * size));
      text.append(
          "    noise%d = torch.reshape(noise%d, [-1, 1, %d, %d])\n".formatted(i, i, size, size));
    }
    return text.toString();
  }

  /**
   * Normally distributed noise for every such buffer of a network, by key: the same for the same
   * seed, on every machine.
   */
  static Map<String, float[]> seeded(ScriptModule network, long seed) {
    Map<String, float[]> noises = new LinkedHashMap<>();
    network
        .weights()
        .forEach(
            (key, weight) -> {
              if (key.startsWith("noises.") || key.contains(".noises.")) {
                long size = weight.shape().get(3);
                noises.put(key, normal(new Random(seed + key.hashCode()), (int) (size * size)));
              }
            });
    return noises;
  }

  private static float[] normal(Random random, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
