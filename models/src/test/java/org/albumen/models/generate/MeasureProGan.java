package org.albumen.models.generate;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.albumen.models.catalogue.CacheFolder;
import org.albumen.models.catalogue.Catalogue;
import org.albumen.models.catalogue.ModelStore;
import org.albumen.models.compute.TensorProgram;
import org.albumen.models.compute.TensorProgram.Values;
import org.albumen.models.compute.TorchEngine;
import org.albumen.models.latent.Latents;

/**
 * Which picture the published sum stands for. A generator learns where black and white end, so the
 * right reading leaves few numbers beyond them, and about as many in each colour. Argument: how
 * many seeds, from 0.
 */
final class MeasureProGan {
  /** What the graph adds to red, green and blue: {@code module_apply_default/add_26}. */
  private static final double[] ADDED = {0.60469013, 0.46467942, 0.46430269};

  private MeasureProGan() {}

  /** A picture of range [0, 1] from the convolution's answer and what is added to it. */
  private enum Reading {
    AS_IT_STANDS,
    BOTH_HALVED,
    CONVOLUTION_HALVED;

    double level(double convolution, double added) {
      return switch (this) {
        case AS_IT_STANDS -> convolution + added;
        case BOTH_HALVED -> (convolution + added - 0.5) / 2 + 0.5;
        case CONVOLUTION_HALVED -> convolution / 2 + added;
      };
    }
  }

  public static void main(String[] arguments) throws Exception {
    int seeds = Integer.parseInt(arguments[0]);
    ModelStore store = ModelStore.open(CacheFolder.standard(), Catalogue.standard());
    store.pull("progan-128", System.out::println);
    Map<Reading, long[][]> beyond = new EnumMap<>(Reading.class);
    for (Reading reading : Reading.values()) {
      beyond.put(reading, new long[3][2]);
    }
    int plane = 0;
    try (TorchEngine engine = TorchEngine.create(1);
        TensorProgram program = engine.program(store.torchScript("progan-128"))) {
      for (int seed = 0; seed < seeds; seed++) {
        Values z = new Values(List.of(1L, 512L), Latents.ofSeed(seed, 512));
        float[] image = program.call("forward", List.of(z)).get(0).numbers();
        plane = image.length / 3;
        for (int i = 0; i < image.length; i++) {
          count(beyond, i / plane, image[i]);
        }
      }
    }
    System.out.println("percent below/above           red        green       blue");
    double all = (double) plane * seeds / 100;
    for (Map.Entry<Reading, long[][]> counted : beyond.entrySet()) {
      StringBuilder line = new StringBuilder(String.format("%-26s", counted.getKey()));
      for (long[] sides : counted.getValue()) {
        line.append(String.format(Locale.ROOT, "  %4.1f/%4.1f", sides[0] / all, sides[1] / all));
      }
      System.out.println(line);
    }
  }

  private static void count(Map<Reading, long[][]> beyond, int colour, float image) {
    double convolution = image - (ADDED[colour] - 0.5);
    beyond.forEach(
        (reading, sides) -> {
          double level = reading.level(convolution, ADDED[colour]);
          sides[colour][0] += level < 0 ? 1 : 0;
          sides[colour][1] += level > 1 ? 1 : 0;
        });
  }
}
