package org.albumen.models.network;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.albumen.models.oracle.OracleCase;
import org.albumen.models.oracle.TinyWeights;
import org.albumen.models.oracle.TrainedRun;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every weight that has an effect on the answer can be trained. */
class DifferentiableTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "dcgan,tiny-dcgan-g-a",
    "dcgan,tiny-dcgan-d2l-d-a",
    "hifacegan,tiny-hifacegan-a",
    "hifacegan,tiny-lipspade-a"
  })
  void theLossReachesEveryWeight(String topic, String name) throws Exception {
    // Given
    OracleCase oracle = OracleCase.of(topic, name);
    TensorNetwork declared = network(name, oracle.config());
    String input = declared.inputs().get(0);

    // When
    Map<String, Double> slopes;
    try (TrainedRun run =
        TrainedRun.of(TinyWeights.of(topic, oracle), folder, declared.module(), List.of())) {
      slopes = run.slopes(oracle.array("in." + input));
    }

    // Then
    assertThat(slopes)
        .isNotEmpty()
        .allSatisfy(
            (weight, slope) -> {
              if (!weight.matches("network\\.(to_rgbs\\.[012]|fc)\\..*")) {
                assertThat(slope).as(weight).isFinite().isPositive();
              }
            });
  }

  private static TensorNetwork network(String name, JsonNode options) {
    return switch (name) {
      case "tiny-dcgan-g-a" -> Dcgan.Generator.of(options);
      case "tiny-dcgan-d2l-d-a" -> Dcgan.BookDiscriminator.of(options);
      default -> HiFaceGan.of(options, HiFaceGan.Variant.NESTED);
    };
  }
}
