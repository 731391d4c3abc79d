package org.albumen.models.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.albumen.models.catalogue.ModelStore;
import org.albumen.models.compute.TorchEngine;
import org.albumen.models.face.align.FacexlibCase;
import org.albumen.models.failure.ModelException;
import org.albumen.models.imaging.Lanczos;
import org.albumen.models.imaging.Photograph;
import org.albumen.models.oracle.Fixtures;
import org.albumen.models.oracle.OracleCase;
import org.albumen.models.oracle.Safetensors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaceDetectorsTest {
  private static final String ORACLE = "facexlib-retinaface";

  @TempDir private static Path folder;
  private static TorchEngine engine;
  private static ModelStore store;

  @BeforeAll
  static void start() {
    engine = TorchEngine.create(1);
    store = ImportedModels.store(folder);
  }

  @AfterAll
  static void stop() {
    engine.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"retinaface-mobile0.25-a", "tiny-retinaface-resnet50-a"})
  void anImportedNetworkFindsTheFacesThatFacexlibFinds(String name) throws Exception {
    // Given
    Photograph photograph = FacexlibCase.image(ORACLE + "/" + name + "-image.png");
    Path recorded = Fixtures.root().resolve(ORACLE + "/" + name + "-detections.safetensors");
    float[] expected =
        Objects.requireNonNull(Safetensors.read(recorded).get("detections")).values();
    double threshold =
        OracleCase.json(ORACLE, name + "-detections").get("conf_threshold").asDouble();
    ImportedModels.add(store, "retinaface", ORACLE, name);
    try (FaceDetector detector = FaceDetectors.load(store, engine, name)) {
      // When
      List<Face> faces = detector.detect(photograph, threshold);

      // Then: the boxes end where the photograph does.
      assertThat(faces).hasSize(expected.length / 15);
      for (int i = 0; i < faces.size(); i++) {
        Face face = faces.get(i);
        int at = i * 15;
        assertThat(face.x()).isCloseTo(clipped(expected[at], 128), within(2e-3));
        assertThat(face.y()).isCloseTo(clipped(expected[at + 1], 96), within(2e-3));
        assertThat(face.x() + face.width()).isCloseTo(clipped(expected[at + 2], 128), within(2e-3));
        assertThat(face.y() + face.height()).isCloseTo(clipped(expected[at + 3], 96), within(2e-3));
        assertThat(face.score()).isCloseTo(expected[at + 4], within(1e-5));
        for (int k = 0; k < Face.LANDMARKS; k++) {
          Landmark point = face.landmarks().get(k);
          assertThat(point.x()).isCloseTo(expected[at + 5 + 2 * k], within(2e-3));
          assertThat(point.y()).isCloseTo(expected[at + 6 + 2 * k], within(2e-3));
        }
      }
    }
  }

  @Test
  void aLargePhotographIsSeenSmallerAndItsFacesAreInItsOwnPixels() throws Exception {
    // Given: 4300 pixels wide, so that it is seen at half its size.
    String name = "retinaface-mobile0.25-a";
    ImportedModels.add(store, "retinaface", ORACLE, name);
    Photograph small = FacexlibCase.image(ORACLE + "/" + name + "-image.png");
    Photograph seen = Lanczos.resize(small, 2150, 100);
    Photograph large = Lanczos.resize(seen, 4300, 200);
    try (FaceDetector detector = FaceDetectors.load(store, engine, name)) {
      // When
      List<Face> faces = detector.detect(large, 0.6);
      List<Face> halves = detector.detect(Lanczos.downscale(large, 2150), 0.6);

      // Then
      assertThat(faces).hasSameSizeAs(halves).isNotEmpty();
      assertThat(faces.get(0).width()).isCloseTo(2 * halves.get(0).width(), within(1e-6));
      assertThat(faces.get(0).landmarks().get(1).x())
          .isCloseTo(2 * halves.get(0).landmarks().get(1).x(), within(1e-6));
    }
  }

  @Test
  void aNetworkOfAnotherKindIsNoDetector() {
    assertThatThrownBy(() -> FaceDetectors.load(store, engine, "gfpgan-1.4"))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("gfpgan-1.4 finds no faces");
  }

  private static double clipped(double place, double size) {
    return Math.max(0, Math.min(size, place));
  }
}
