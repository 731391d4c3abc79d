package org.albumen.models.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.albumen.models.oracle.OracleCase;
import org.albumen.models.oracle.Safetensors.Array;
import org.albumen.models.oracle.TinyWeights;
import org.albumen.models.oracle.TorchCall;
import org.albumen.models.oracle.TrainedRun;
import org.albumen.models.torchscript.ScriptModule;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HiFaceGanTest {
  private static final String ORACLE = "hifacegan";
  private static final List<String> X = List.of("x");
  private static final TorchCall FIRST = TorchCall.forward(X, List.of("output_train_1st"));

  private static final List<String> VECTORS =
      List.of("n.head_0.conv_0.weight_u", "n.head_0.conv_0.weight_v");
  private static final List<String> STATISTICS =
      List.of(
          "n.head_0.norm_0.param_free_norm.running_mean",
          "n.head_0.norm_0.param_free_norm.running_var");

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "tiny-hifacegan-a, false",
    "tiny-hifacegan-a, true",
    "tiny-lipspade-a, false",
    "tiny-lipspade-a, true",
    "tiny-hifacegan-basicsr-a, false",
    "tiny-hifacegan-basicsr-a, true"
  })
  void everyCallAnswersAsThePublishedImplementationDoesAtFirst(String name, boolean fast)
      throws Exception {
    // Given
    OracleCase oracle = OracleCase.of(ORACLE, name);
    HiFaceGan network = network(oracle.config());

    // When, then
    oracle.requireAgreement(
        folder,
        fast ? network.execution().module() : network.module(),
        network.ignored(),
        key -> new float[0],
        FIRST,
        FIRST,
        new TorchCall("evaluate", X, List.of("output_eval")),
        FIRST);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tiny-hifacegan-a", "tiny-lipspade-a", "tiny-hifacegan-basicsr-a"})
  void inTrainingVectorsAndStatisticsMove(String name) throws Exception {
    // Given
    OracleCase oracle = OracleCase.of(ORACLE, name);
    List<String> watched = new ArrayList<>(VECTORS);
    if (!name.contains("basicsr")) {
      watched.addAll(STATISTICS);
    }

    // When
    List<Array> first;
    List<Array> second;
    ScriptModule module = network(oracle.config()).module();
    try (TrainedRun run = TrainedRun.of(TinyWeights.of(ORACLE, oracle), folder, module, watched)) {
      first = run.call(oracle.array("in.x"));
      second = run.call(oracle.array("in.x"));
    }

    // Then
    oracle.compare("output_train_1st", first.get(0));
    oracle.compare("output_train_2nd", second.get(0));
    for (int i = 0; i < watched.size(); i++) {
      oracle.compare("after2" + watched.get(i).substring(1), second.get(i + 1));
    }
  }

  /** Some 20 s: only when asked for. */
  @ParameterizedTest
  @EnabledIfSystemProperty(named = "albumen.slow", matches = "true")
  @CsvSource({
    "full-lipspade-ngf48, false",
    "full-lipspade-ngf48, true",
    "full-hifacegan-ngf64, false",
    "full-hifacegan-ngf64, true"
  })
  void agreesAtThePublishedSize(String name, boolean fast) throws Exception {
    // Given
    OracleCase oracle = OracleCase.of(ORACLE, name);
    HiFaceGan network = network(oracle.config());

    // When, then
    oracle.requireAgreement(
        folder,
        fast ? network.execution().module() : network.module(),
        network.ignored(),
        key -> new float[0],
        TorchCall.forward(X, network.outputs()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"hifacegan-", "lipspade-", "hifacegan-basicsr-"})
  void hasTheWeightsOfThePublishedSizes(String name) throws Exception {
    for (String width : List.of("48", "64")) {
      // Given
      String file = "keys-" + name + (name.contains("basicsr") ? "nf" : "ngf") + width;
      HiFaceGan network = network(OracleCase.json(ORACLE, file).get("config"));

      // When, then
      OracleCase.requireManifest(ORACLE, file, network.module(), network.ignored());
      OracleCase.requireManifest(ORACLE, file, network.execution().module(), network.ignored());
      assertThat(network.batchForbidden()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"cls\":\"SPADEGenerator\"}",
        "{\"use_vae\":true,\"num_feat\":48}",
        "{\"norm_G\":\"spectralinstance\",\"cls\":\"LIPSPADEGenerator\"}",
        "{\"num_upsampling_layers\":\"most\",\"cls\":\"LIPSPADEGenerator\"}",
        "{\"colour\":1,\"num_feat\":48}"
      })
  void optionsThatItDoesNotHaveAreRefused(String options) {
    assertThatThrownBy(
            () -> HiFaceGan.of(new JsonMapper().readTree(options), HiFaceGan.Variant.NESTED))
        .hasMessageContaining(options.substring(2, options.indexOf('"', 2)));
  }

  private static HiFaceGan network(JsonNode config) {
    return HiFaceGan.of(config, HiFaceGan.Variant.NESTED);
  }
}
