package org.albumen.models.network;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * A small network as the TensorFlow.js converter would write it, and its computation step by step
 * in doubles: pixels x channels, convolutions as height x width x in x out.
 */
public final class TinyProGan {
  static final ProGan NETWORK = new ProGan(5, List.of(5, 4, 2));

  /** The options of the network: 16 x 16 pixels of 5 numbers. */
  public static final String OPTIONS =
      "{\"latent_size\": 5, \"resolution\": 16, \"fmap_base\": 16, \"fmap_max\": 5}";

  private static final String GRAPH = "module_apply_default/";

  private final Map<String, float[]> values = new LinkedHashMap<>();
  private final Map<String, List<Integer>> shapes = new LinkedHashMap<>();
  private final Random random = new Random(11);

  /** Random weights, the same each time. */
  public TinyProGan() {
    add(GRAPH + "LeakyRelu/alpha", List.of());
    int in = NETWORK.latent();
    for (int stage = 0; stage < 3; stage++) {
      int out = NETWORK.channels().get(stage);
      int taps = stage == 0 ? 4 : 3;
      add(convolution(2 * stage), List.of(taps, taps, in, out));
      add("module/g_model/res_" + stage + "/conv0/bias", List.of(out));
      add(convolution(2 * stage + 1), List.of(3, 3, out, out));
      add("module/g_model/res_" + stage + "/conv1/bias", List.of(out));
      in = out;
    }
    add(convolution(6), List.of(1, 1, in, 3));
    add(GRAPH + "add_14", List.of(3));
  }

  private static String convolution(int index) {
    return GRAPH + "Conv2D" + (index == 0 ? "" : "_" + index) + "/merged_input";
  }

  void add(String name, List<Integer> shape) {
    float[] numbers = new float[shape.stream().reduce(1, (a, b) -> a * b)];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) random.nextGaussian() / 2;
    }
    shapes.put(name, shape);
    values.put(name, numbers);
  }

  void remove(String name) {
    shapes.remove(name);
    values.remove(name);
  }

  /**
   * Writes {@code model.json} and one file of numbers.
   *
   * @return the first
   */
  public Path write(Path folder) throws IOException {
    int count = values.values().stream().mapToInt(numbers -> numbers.length).sum();
    ByteBuffer bytes = ByteBuffer.allocate(4 * count).order(ByteOrder.LITTLE_ENDIAN);
    for (float[] numbers : values.values()) {
      for (float number : numbers) {
        bytes.putFloat(number);
      }
    }
    Files.write(folder.resolve("group1-shard1of1.bin"), bytes.array());
    String weights =
        shapes.entrySet().stream()
            .map(
                entry ->
                    "{\"name\":\"%s\",\"shape\":%s,\"dtype\":\"float32\"}"
                        .formatted(entry.getKey(), entry.getValue()))
            .collect(Collectors.joining(","));
    return Files.writeString(
        folder.resolve("model.json"),
        "{\"weightsManifest\":[{\"paths\":[\"group1-shard1of1.bin\"],\"weights\":["
            + weights
            + "]}]}");
  }

  /** What {@code add_14} calculates: pixels of red, green and blue, row by row. */
  List<double[]> apply(float[] z) {
    double[] latent = new double[z.length];
    Arrays.setAll(latent, i -> z[i]);
    List<double[]> x = List.of(normalised(latent));
    int side = 1;
    for (int stage = 0; stage < 3; stage++) {
      String bias = "module/g_model/res_" + stage + "/conv";
      if (stage > 0) {
        x = doubled(x, side);
      }
      x = active(convolved(x, side * (stage > 0 ? 2 : 1), convolution(2 * stage), bias + "0/bias"));
      side = stage == 0 ? 4 : side * 2;
      x = active(convolved(x, side, convolution(2 * stage + 1), bias + "1/bias"));
    }
    return convolved(x, side, convolution(6), GRAPH + "add_14");
  }

  private static List<double[]> doubled(List<double[]> x, int side) {
    List<double[]> large = new ArrayList<>();
    for (int i = 0; i < 4 * side * side; i++) {
      large.add(x.get(i / (2 * side) / 2 * side + i % (2 * side) / 2));
    }
    return large;
  }

  private List<double[]> convolved(List<double[]> x, int side, String weight, String bias) {
    List<Integer> shape = Objects.requireNonNull(shapes.get(weight));
    int taps = shape.get(0);
    int pad = taps == 4 ? 3 : taps / 2;
    int to = side + 2 * pad - taps + 1;
    float[] w = Objects.requireNonNull(values.get(weight));
    float[] added = Objects.requireNonNull(values.get(bias));
    List<double[]> answer = new ArrayList<>();
    for (int i = 0; i < to * to; i++) {
      double[] pixel = new double[shape.get(3)];
      for (int o = 0; o < pixel.length; o++) {
        pixel[o] = added[o];
        for (int tap = 0; tap < taps * taps; tap++) {
          int row = i / to + tap / taps - pad;
          int column = i % to + tap % taps - pad;
          if (row >= 0 && row < side && column >= 0 && column < side) {
            double[] from = x.get(row * side + column);
            for (int c = 0; c < from.length; c++) {
              pixel[o] += from[c] * w[(tap * from.length + c) * pixel.length + o];
            }
          }
        }
      }
      answer.add(pixel);
    }
    return answer;
  }

  private static List<double[]> active(List<double[]> x) {
    return x.stream()
        .map(p -> normalised(Arrays.stream(p).map(v -> Math.max(v, 0.2 * v)).toArray()))
        .toList();
  }

  private static double[] normalised(double[] pixel) {
    double power = Arrays.stream(pixel).map(v -> v * v).sum() / pixel.length + 1e-8;
    return Arrays.stream(pixel).map(v -> v / Math.sqrt(power)).toArray();
  }
}
