package org.albumen.models.network;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import org.albumen.models.network.TensorNetwork.Call;
import org.albumen.models.oracle.OracleCase;
import org.albumen.models.oracle.TorchCall;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaceDetectorNetworkTest {
  private static final String ORACLE = "facexlib-retinaface";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tiny-retinaface-resnet50-a",
        "retinaface-mobile0.25-a",
        "full-retinaface-resnet50",
        "full-retinaface-mobile0.25"
      })
  void agreesWithThePublishedImplementation(String name) throws Exception {
    // Given
    OracleCase oracle = OracleCase.of(ORACLE, name);
    FaceDetectorNetwork network =
        new JsonMapper().treeToValue(oracle.config(), FaceDetectorNetwork.class);
    Call detect = network.furtherCalls().get(0);
    TorchCall call =
        name.startsWith("full")
            ? TorchCall.forward(network.inputs(), network.outputs())
            : new TorchCall(detect.method(), detect.inputs(), detect.outputs());

    // When, then
    oracle.requireAgreement(folder, network.module(), network.ignored(), key -> new float[0], call);
  }

  @ParameterizedTest
  @ValueSource(strings = {"keys-retinaface-resnet50", "keys-retinaface-mobile0.25"})
  void hasTheWeightsOfThePublishedSize(String name) throws Exception {
    // Given
    FaceDetectorNetwork network =
        new JsonMapper()
            .treeToValue(OracleCase.json(ORACLE, name).get("config"), FaceDetectorNetwork.class);

    // When, then
    OracleCase.requireManifest(ORACLE, name, network.module(), network.ignored());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"network_name\":\"resnet18\"}",
        "{\"out_channel\":6,\"network_name\":\"resnet50\"}",
        "{\"in_channel\":16,\"network_name\":\"resnet50\"}",
        "{\"in_channel\":16,\"network_name\":\"mobile0.25\"}",
        "{\"colour\":1,\"network_name\":\"resnet50\"}"
      })
  void optionsThatItDoesNotHaveAreRefused(String options) {
    assertThatThrownBy(() -> new JsonMapper().readValue(options, FaceDetectorNetwork.class))
        .hasMessageContaining(options.substring(2, options.indexOf('"', 2)));
  }
}
