package org.albumen.models.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.albumen.models.catalogue.CacheFolder;
import org.albumen.models.catalogue.Catalogue;
import org.albumen.models.catalogue.ModelStore;
import org.albumen.models.compute.TorchEngine;
import org.albumen.models.failure.ModelException;
import org.albumen.models.failure.ModelProblem;
import org.albumen.models.imaging.Lanczos;
import org.albumen.models.imaging.Photograph;
import org.albumen.models.imaging.Pictures;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The published weights on the sample photographs. */
class RetinaFaceIT {
  private static RetinaFace detector;

  @BeforeAll
  static void load() throws Exception {
    ModelStore store = ModelStore.open(CacheFolder.standard(), Catalogue.standard());
    // DJL is set up once in a JVM, with the first engine: let it be ours.
    TorchEngine.create(1).close();
    store.pull("retinaface-mnet025", line -> {});
    detector = RetinaFace.load(store.onnx("retinaface-mnet025"));
  }

  @AfterAll
  static void close() {
    detector.close();
  }

  @Test
  void findsTheAstronautAndHerFeatures() throws Exception {
    // When
    List<Face> faces = detector.detect(Pictures.read("astronaut.png"), 0.8);

    // Then: where one sees them in the picture
    assertThat(faces).hasSize(1);
    Face face = faces.get(0);
    assertThat(face.score()).isGreaterThan(0.99);
    assertThat(face.x()).isCloseTo(95, within(6.0));
    assertThat(face.y()).isCloseTo(45, within(6.0));
    assertThat(face.width()).isCloseTo(74, within(6.0));
    assertThat(face.height()).isCloseTo(96, within(6.0));
    assertAt(face, 0, 115.5, 81);
    assertAt(face, 1, 150, 83.5);
    assertAt(face, 2, 131, 104);
    assertAt(face, 3, 114, 111);
    assertAt(face, 4, 149, 112.5);
  }

  @ParameterizedTest
  @CsvSource({
    "solvay-1927-centre.jpg, 12",
    "grace-hopper.jpg, 1",
    "nagasaki-boats-1865.jpg, 0",
    "alpine-landscape-1865.tif, 0"
  })
  void countsTheFacesOfTheSamples(String name, int count) throws Exception {
    assertThat(detector.detect(Pictures.read(name), 0.7)).hasSize(count);
  }

  @Test
  void findsTheSmallFacesOfAGroup() throws Exception {
    assertThat(detector.detect(Pictures.group(), 0.7)).hasSize(29);
  }

  @Test
  void findsSmallFacesInALargePhotograph() throws Exception {
    // Given: 2000x871 pixels, seen as a whole in one view the faces are 13 pixels wide
    Photograph group = Lanczos.resize(Pictures.group(), 2000, 871);

    // Then
    assertThat(detector.detect(group, 0.7)).hasSize(29);
  }

  @Test
  void findsAFaceLargerThanAView() throws Exception {
    // Given
    Photograph large = Lanczos.resize(Pictures.read("grace-hopper.jpg"), 2000, 2000);

    // When
    List<Face> faces = detector.detect(large, 0.8);

    // Then
    assertThat(faces).hasSize(1);
    assertThat(faces.get(0).width()).isGreaterThan(600);
  }

  @Test
  void sameAnswerFromManyThreads() throws Exception {
    // Given
    Photograph photograph = Pictures.read("solvay-1927-centre.jpg");
    List<Face> expected = detector.detect(photograph, 0.5);
    ExecutorService threads = Executors.newFixedThreadPool(4);

    // When
    Callable<List<Face>> search = () -> detector.detect(photograph, 0.5);
    List<Future<List<Face>>> answers =
        threads.invokeAll(Stream.generate(() -> search).limit(8).toList());
    threads.shutdown();

    // Then
    for (Future<List<Face>> answer : answers) {
      assertThat(answer.get()).isEqualTo(expected);
    }
    assertThat(expected).isSortedAccordingTo(Face.ORDER);
  }

  @Test
  void refusesAFileThatIsNoNetwork(@TempDir Path folder) throws Exception {
    // Given
    Path file = Files.writeString(folder.resolve("face.onnx"), "no network");

    // Then
    assertThatThrownBy(() -> RetinaFace.load(file))
        .isInstanceOfSatisfying(
            ModelException.class,
            e -> assertThat(e.problem()).isEqualTo(ModelProblem.MODEL_CORRUPT));
  }

  private static void assertAt(Face face, int index, double x, double y) {
    assertThat(face.landmarks().get(index).x()).isCloseTo(x, within(3.0));
    assertThat(face.landmarks().get(index).y()).isCloseTo(y, within(3.0));
  }
}
