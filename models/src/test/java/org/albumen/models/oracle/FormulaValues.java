package org.albumen.models.oracle;

import java.nio.charset.StandardCharsets;

/** Numbers that a key and a seed stand for: FNV-1a of the key, then SplitMix64. */
final class FormulaValues {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private FormulaValues() {}

  /** The first {@code count} numbers of [offset - scale, offset + scale). */
  static float[] of(String key, long seed, int count, double offset, double scale) {
    long hash = 0xcbf29ce484222325L;
    for (byte b : key.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
    }
    long base = hash ^ (seed * GOLDEN);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      long z = base + (i + 1L) * GOLDEN;
      z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
      z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
      z = z ^ (z >>> 31);
      values[i] = (float) (offset + scale * (2.0 * ((z >>> 40) * 0x1p-24) - 1.0));
    }
    return values;
  }
}
