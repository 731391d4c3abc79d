package org.albumen.models.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.albumen.models.face.DecodedFaces;
import org.albumen.models.face.Face;
import org.albumen.models.network.TensorNetwork.Call;
import org.albumen.models.oracle.OracleCase;
import org.albumen.models.oracle.Safetensors;
import org.albumen.models.oracle.Safetensors.Array;
import org.albumen.models.oracle.TinyWeights;
import org.albumen.models.oracle.TorchCall;
import org.albumen.models.oracle.TorchRun;
import org.albumen.models.torchscript.Storage;
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
    FaceDetectorNetwork network = FaceDetectorNetwork.of(oracle.config());
    Call detect = network.furtherCalls().get(0);
    TorchCall call =
        name.startsWith("full")
            ? TorchCall.forward(network.inputs(), network.outputs())
            : new TorchCall(detect.method(), detect.inputs(), detect.outputs());

    // When, then
    oracle.requireAgreement(folder, network.module(), network.ignored(), key -> new float[0], call);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tiny-retinaface-resnet50-a", "retinaface-mobile0.25-a"})
  void findsTheFacesThatThePublishedImplementationFinds(String name) throws Exception {
    // Given
    OracleCase oracle = OracleCase.of(ORACLE, name);
    Path recorded = OracleCase.folder(ORACLE).resolve(name + "-detections.safetensors");
    float[] expected =
        Objects.requireNonNull(Safetensors.read(recorded).get("detections")).values();
    double threshold =
        OracleCase.json(ORACLE, name + "-detections").get("conf_threshold").asDouble();
    FaceDetectorNetwork network = FaceDetectorNetwork.of(oracle.config());

    // When
    List<Array> answer;
    try (TorchRun run =
        new TorchRun(
            folder, network.module(), TinyWeights.of(ORACLE, oracle), new Storage(false, false))) {
      answer = run.call("detect", List.of(oracle.array("in.image_bgr_hwc")));
    }
    List<Face> faces =
        DecodedFaces.of(
            answer.get(1).values(), answer.get(4).values(), answer.get(5).values(), threshold);

    // Then
    List<Double> found = new ArrayList<>();
    for (Face face : faces) {
      found.addAll(List.of(face.x(), face.y(), face.x() + face.width()));
      found.addAll(List.of(face.y() + face.height(), face.score()));
      face.landmarks().forEach(point -> found.addAll(List.of(point.x(), point.y())));
    }
    assertThat(found).hasSize(expected.length);
    for (int i = 0; i < expected.length; i++) {
      assertThat(found.get(i)).isCloseTo(expected[i], within(2e-3));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"keys-retinaface-resnet50", "keys-retinaface-mobile0.25"})
  void hasTheWeightsOfThePublishedSize(String name) throws Exception {
    // Given
    FaceDetectorNetwork network =
        FaceDetectorNetwork.of(OracleCase.json(ORACLE, name).get("config"));

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
    assertThatThrownBy(() -> FaceDetectorNetwork.of(new JsonMapper().readTree(options)))
        .hasMessageContaining(options.substring(2, options.indexOf('"', 2)));
  }
}
