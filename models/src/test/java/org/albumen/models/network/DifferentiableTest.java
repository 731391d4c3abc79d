package org.albumen.models.network;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
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
    "dcgan,tiny-dcgan-g-a,Dcgan$Generator,z",
    "dcgan,tiny-dcgan-d2l-d-a,Dcgan$BookDiscriminator,x",
    "hifacegan,tiny-hifacegan-a,HiFaceGan,x",
    "hifacegan,tiny-lipspade-a,HiFaceGan,x"
  })
  void theLossReachesEveryWeight(String topic, String name, String type, String input)
      throws Exception {
    // Given
    OracleCase oracle = OracleCase.of(topic, name);
    Class<?> network = Class.forName(getClass().getPackageName() + "." + type);
    TensorNetwork declared = (TensorNetwork) new JsonMapper().treeToValue(oracle.config(), network);

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
}
