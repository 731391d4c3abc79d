package org.albumen.bench;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.albumen.models.torchscript.ScriptModule;
import org.albumen.models.torchscript.ScriptModule.Weight;
import org.albumen.models.torchscript.Weights;

/**
 * Weights that need no file: uniform numbers made of the key (FNV-1a, then SplitMix64), in a range
 * that keeps a network's features near unit variance.
 *
 * @param shapes of the network's weights by key
 * @param equalised whether the network multiplies its weights itself by what depends on their
 *     number
 */
record FormulaWeights(Map<String, Weight> shapes, boolean equalised) implements Weights {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private static final double UNIT = Math.sqrt(3);

  static FormulaWeights of(ScriptModule module, boolean equalised) {
    return new FormulaWeights(module.weights(), equalised);
  }

  @Override
  public float[] floats(String name) {
    List<Long> shape = List.of();
    Weight weight = shapes.get(name);
    if (weight != null) {
      shape = weight.shape();
    }
    int count = (int) (long) shape.stream().reduce(1L, (a, b) -> a * b);
    if (name.endsWith("kernel")) {
      return smoothing(name.contains("blur") || name.contains("upsample") ? 4 : 1);
    }
    if (name.endsWith("modulation.bias")) {
      return of(name, count, 1, 0.3);
    }
    boolean single = shape.size() < 2 || count == shape.get(1);
    if (single) {
      return name.endsWith("bias") ? of(name, count, 0, 0.3) : of(name, count, 0.25, 0.15);
    }
    return of(name, count, 0, scale(name, shape, count));
  }

  private double scale(String name, List<Long> shape, int count) {
    if (name.contains("noises.")) {
      return UNIT;
    }
    if (equalised) {
      return name.contains("style.") || name.contains("style_mlp.") ? 100 * UNIT : UNIT;
    }
    boolean small = name.contains("condition_") && name.contains(".2.");
    double gain = small ? 0.43 : name.contains("modulation") ? 0.5 : 2.25;
    long outer = shape.size() == 5 ? shape.get(1) : shape.get(0);
    return gain / Math.sqrt((double) count / outer);
  }

  /** Numbers of [offset - scale, offset + scale). */
  static float[] of(String key, int count, double offset, double scale) {
    long hash = 0xcbf29ce484222325L;
    for (byte b : key.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
    }
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      long z = hash + (i + 1L) * GOLDEN;
      z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
      z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
      z = z ^ (z >>> 31);
      values[i] = (float) (offset + scale * (2.0 * ((z >>> 40) * 0x1p-24) - 1.0));
    }
    return values;
  }

  private static float[] smoothing(int sum) {
    int[] taps = {1, 3, 3, 1};
    float[] kernel = new float[16];
    for (int i = 0; i < kernel.length; i++) {
      kernel[i] = taps[i / 4] * taps[i % 4] * sum / 64f;
    }
    return kernel;
  }
}
