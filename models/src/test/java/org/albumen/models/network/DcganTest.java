package org.albumen.models.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.util.List;
import org.albumen.models.oracle.OracleCase;
import org.albumen.models.oracle.Safetensors.Array;
import org.albumen.models.oracle.TinyWeights;
import org.albumen.models.oracle.TorchCall;
import org.albumen.models.oracle.TrainedRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DcganTest {
  private static final String ORACLE = "dcgan";

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"g,Generator", "d,Discriminator", "d2l-g,BookGenerator", "d2l-d,BookDiscriminator"})
  void agreesWithThePublishedImplementation(String name, String type) throws Exception {
    for (String file : List.of("tiny-dcgan-" + name + "-a", "full-dcgan-" + name)) {
      // Given
      OracleCase oracle = OracleCase.of(ORACLE, file);
      Dcgan network = network(oracle.config(), type);

      // When, then
      oracle.requireAgreement(
          folder,
          network.module(),
          network.ignored(),
          key -> new float[0],
          TorchCall.forward(network.inputs(), network.outputs()));
    }
  }

  @ParameterizedTest
  @CsvSource({"g,Generator", "d,Discriminator", "d2l-g,BookGenerator", "d2l-d,BookDiscriminator"})
  void inTrainingItUsesTheStatisticsOfTheBatch(String name, String type) throws Exception {
    // Given
    OracleCase oracle = OracleCase.of(ORACLE, "tiny-dcgan-" + name + "-a");
    Dcgan network = network(oracle.config(), type);

    // When, then
    try (TrainedRun run =
        TrainedRun.of(TinyWeights.of(ORACLE, oracle), folder, network.module(), List.of())) {
      oracle.compare(
          "output_train", run.call(oracle.array("in." + network.inputs().get(0))).get(0));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "g,Generator,'getattr(n.main, \"1\")'",
    "d2l-g,BookGenerator,'getattr(n, \"0\").batch_norm'"
  })
  void inTrainingTheRunningStatisticsMove(String name, String type, String norm) throws Exception {
    // Given
    OracleCase oracle = OracleCase.of(ORACLE, "tiny-dcgan-" + name + "-a");
    List<String> watched = List.of(norm + ".running_mean", norm + ".running_var");

    // When
    List<Array> answers;
    try (TrainedRun run =
        TrainedRun.of(
            TinyWeights.of(ORACLE, oracle),
            folder,
            network(oracle.config(), type).module(),
            watched)) {
      answers = run.call(oracle.array("in.z"));
    }

    // Then
    oracle.compare("bn0_running_mean_after_train", answers.get(1));
    oracle.compare("bn0_running_var_after_train", answers.get(2));
  }

  @ParameterizedTest
  @CsvSource({"g,Generator", "d,Discriminator", "d2l-g,BookGenerator", "d2l-d,BookDiscriminator"})
  void hasTheWeightsOfThePublishedSize(String name, String type) throws Exception {
    // Given
    Dcgan network = network(OracleCase.json(ORACLE, "keys-dcgan-" + name).get("config"), type);

    // When, then
    OracleCase.requireManifest(ORACLE, "keys-dcgan-" + name, network.module(), network.ignored());
  }

  @Test
  void sizesThatAreLeftOutAreThePublishedOnes() throws Exception {
    assertThat(network(new JsonMapper().readTree("{}"), "Generator"))
        .isEqualTo(new Dcgan.Generator(100, 64, 3));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"nz\":-1}", "{\"ngf\":6.5}", "{\"nc\":\"3\"}", "{\"n_G\":64}", "[]"})
  void optionsThatItDoesNotHaveAreRefused(String options) throws Exception {
    JsonNode json = new JsonMapper().readTree(options);
    assertThatThrownBy(() -> Dcgan.Generator.of(json))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .contains("DCGAN")
        .doesNotContain("\n");
  }

  private static Dcgan network(JsonNode options, String type) {
    return switch (type) {
      case "Generator" -> Dcgan.Generator.of(options);
      case "Discriminator" -> Dcgan.Discriminator.of(options);
      case "BookGenerator" -> Dcgan.BookGenerator.of(options);
      default -> Dcgan.BookDiscriminator.of(options);
    };
  }
}
