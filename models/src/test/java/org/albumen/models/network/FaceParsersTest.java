package org.albumen.models.network;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import org.albumen.models.oracle.OracleCase;
import org.albumen.models.oracle.TorchCall;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaceParsersTest {
  private static final String ORACLE = "facexlib-parsing";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"tiny-parsenet-a", "full-parsenet", "full-bisenet"})
  void agreesWithThePublishedImplementation(String name) throws Exception {
    // Given
    OracleCase oracle = OracleCase.of(ORACLE, name);
    TensorNetwork network =
        name.contains("bisenet") ? BiSeNet.of(oracle.config()) : ParseNet.of(oracle.config());

    // When, then
    oracle.requireAgreement(
        folder,
        network.module(),
        network.ignored(),
        key -> new float[0],
        TorchCall.forward(network.inputs(), network.outputs()));
  }

  @Test
  void theyHaveTheWeightsOfThePublishedSize() throws Exception {
    // Given
    ParseNet parse = ParseNet.of(OracleCase.json(ORACLE, "keys-parsenet").get("config"));
    BiSeNet bise = BiSeNet.of(OracleCase.json(ORACLE, "keys-bisenet").get("config"));

    // When, then
    OracleCase.requireManifest(ORACLE, "keys-parsenet", parse.module(), parse.ignored());
    OracleCase.requireManifest(ORACLE, "keys-bisenet", bise.module(), bise.ignored());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"in_size\":96}",
        "{\"out_size\":0}",
        "{\"min_feat_size\":0}",
        "{\"ch_range\":[32]}",
        "{\"norm_type\":\"gn\"}",
        "{\"relu_type\":\"selu\"}",
        "{\"colour\":1}"
      })
  void optionsThatItDoesNotHaveAreRefused(String options) {
    assertThatThrownBy(() -> ParseNet.of(new JsonMapper().readTree(options)))
        .hasMessageContaining(options.substring(2, options.indexOf('"', 2)));
  }
}
