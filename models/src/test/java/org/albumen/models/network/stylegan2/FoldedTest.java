package org.albumen.models.network.stylegan2;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.albumen.models.catalogue.DeclaredNetworks;
import org.albumen.models.network.TensorNetwork;
import org.albumen.models.oracle.OracleCase;
import org.albumen.models.oracle.Safetensors.Array;
import org.albumen.models.oracle.TinyWeights;
import org.albumen.models.oracle.TorchRun;
import org.albumen.models.torchscript.Storage;
import org.albumen.models.torchscript.Storage.Numbers;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The networks in the form in which they answer. */
class FoldedTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "gfpgan-clean, tiny-gfpgan-clean-a",
    "gfpgan-clean, tiny-gfpgan-clean-b",
    "gfpgan-v1, tiny-gfpgan-v1-a",
    "gpen, tiny-gpen-a",
    "gpen, tiny-gpen-b",
    "stylegan2-rosinality, tiny-sg2-rosinality-a"
  })
  void agreesWithThePublishedImplementation(String family, String name) throws Exception {
    // Given
    OracleCase oracle = OracleCase.of(family, name);
    TensorNetwork network = DeclaredNetworks.of(family, (ObjectNode) oracle.config());
    for (boolean channelsLast : new boolean[] {false, true}) {
      try (TorchRun run = open(family, oracle, new Storage(Numbers.FLOAT32, channelsLast))) {
        // When
        List<Array> answers = run.call("forward", inputs(network, oracle));

        // Then
        for (int i = 0; i < answers.size(); i++) {
          oracle.compare(network.outputs().get(i), answers.get(i));
        }
      }
    }
  }

  /** Relative to the answer's root mean square; measured: half of that. */
  @ParameterizedTest
  @CsvSource({
    "gfpgan-clean, tiny-gfpgan-clean-a, BFLOAT16, 0.015",
    "gfpgan-clean, tiny-gfpgan-clean-b, BFLOAT16, 0.015",
    "gfpgan-v1, tiny-gfpgan-v1-a, BFLOAT16, 0.015",
    "gpen, tiny-gpen-a, BFLOAT16, 0.015",
    "gpen, tiny-gpen-b, BFLOAT16, 0.015",
    "stylegan2-rosinality, tiny-sg2-rosinality-a, BFLOAT16, 0.015",
    "gfpgan-clean, tiny-gfpgan-clean-a, FLOAT16, 0.004",
    "gfpgan-v1, tiny-gfpgan-v1-a, FLOAT16, 0.004",
    "gpen, tiny-gpen-a, FLOAT16, 0.004",
    "gpen, tiny-gpen-b, FLOAT16, 0.004",
    "stylegan2-rosinality, tiny-sg2-rosinality-a, FLOAT16, 0.004"
  })
  void sixteenBitsAreNear(String family, String name, Numbers numbers, double tolerance)
      throws Exception {
    // Given
    OracleCase oracle = OracleCase.of(family, name);
    TensorNetwork network = DeclaredNetworks.of(family, (ObjectNode) oracle.config());
    Array expected = oracle.array("out.output");
    try (TorchRun run = open(family, oracle, new Storage(numbers, true))) {
      // When
      Array answer = run.call("forward", inputs(network, oracle)).get(0);

      // Then
      assertThat(error(answer.values(), expected.values())).isBetween(1e-7, tolerance);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "gfpgan-clean, tiny-gfpgan-clean-a",
    "gfpgan-v1, tiny-gfpgan-v1-a",
    "gpen, tiny-gpen-a",
    "gpen, tiny-gpen-b",
    "stylegan2-rosinality, tiny-sg2-rosinality-a"
  })
  void anImageAloneIsThatOfItsBatch(String family, String name) throws Exception {
    // Given
    OracleCase oracle = OracleCase.of(family, name);
    TensorNetwork network = DeclaredNetworks.of(family, (ObjectNode) oracle.config());
    Array input = inputs(network, oracle).get(0);
    try (TorchRun run = open(family, oracle, new Storage(Numbers.FLOAT32, true))) {
      // When
      float[] one = run.call("forward", List.of(image(input, 0, 1))).get(0).values();
      float[] other = run.call("forward", List.of(image(input, 0, -1))).get(0).values();
      float[] both = run.call("forward", List.of(image(input, 0, 1, -1))).get(0).values();

      // Then
      int half = both.length / 2;
      assertThat(error(Arrays.copyOf(both, half), one)).isLessThan(1e-5);
      assertThat(error(Arrays.copyOfRange(both, half, both.length), other)).isLessThan(1e-5);
      assertThat(error(one, other)).isGreaterThan(1e-3);
    }
  }

  private TorchRun open(String family, OracleCase oracle, Storage storage) throws Exception {
    TensorNetwork network = DeclaredNetworks.of(family, (ObjectNode) oracle.config());
    return new TorchRun(
        folder, network.execution().module(), TinyWeights.of(family, oracle), storage);
  }

  private static List<Array> inputs(TensorNetwork network, OracleCase oracle) {
    return network.inputs().stream().map(input -> oracle.array("in." + input)).toList();
  }

  /** A batch of copies of one image, each times a number. */
  private static Array image(Array images, int index, float... factors) {
    int size = (int) (images.values().length / images.shape()[0]);
    float[] batch = new float[size * factors.length];
    for (int i = 0; i < batch.length; i++) {
      batch[i] = images.values()[index * size + i % size] * factors[i / size];
    }
    long[] shape = images.shape().clone();
    shape[0] = factors.length;
    return new Array(shape, batch);
  }

  private static double error(float[] answer, float[] expected) {
    double error = 0;
    double size = 0;
    for (int i = 0; i < expected.length; i++) {
      error += Math.pow((double) answer[i] - expected[i], 2);
      size += Math.pow(expected[i], 2);
    }
    return Math.sqrt(error / size);
  }
}
