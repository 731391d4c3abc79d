package org.albumen.models.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.albumen.models.compute.ImageNetwork;
import org.albumen.models.face.Face;
import org.albumen.models.face.FaceDetector;
import org.albumen.models.face.Landmark;
import org.albumen.models.failure.RestorationException;
import org.albumen.models.failure.RestorationProblem;
import org.albumen.models.imaging.Photograph;
import org.albumen.models.imaging.Pictures;
import org.albumen.models.tile.EnlargingNetwork;
import org.albumen.models.tile.Progress;
import org.albumen.models.tile.TileSettings;
import org.albumen.models.tile.TiledNetwork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhotoRestorerTest {
  private static final Face FACE =
      new Face(10, 20, 30, 40, 0.9, Collections.nCopies(5, new Landmark(20, 30)));

  private final ExecutorService threads = Executors.newFixedThreadPool(2);

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void enlargesAndRecordsFaces() throws Exception {
    // Given
    Photograph source = Pictures.read("grace-hopper.jpg");
    PhotoRestorer restorer =
        restorer(new EnlargingNetwork(2, 2, 0, 1 << 30), List.of(FACE), OptionalInt.empty());

    // When
    Restoration restoration = restorer.restore(source, Progress.NONE);

    // Then
    assertThat(restoration.result().width()).isEqualTo(560);
    assertThat(restoration.result().height()).isEqualTo(560);
    assertThat(restoration.faces()).containsExactly(FACE);
    assertThat(restoration.scale()).isEqualTo(2);
    assertThat(restoration.downscaling()).isEmpty();
    assertThat(restoration.upscaling()).isPositive();
  }

  @Test
  void scalesLongPhotographsDownFirstAndSaysSo() throws Exception {
    // Given
    Photograph source = Pictures.group();
    PhotoRestorer restorer =
        restorer(new EnlargingNetwork(2, 2, 0, 1 << 30), List.of(FACE), OptionalInt.of(124));

    // When
    Restoration restoration = restorer.restore(source, Progress.NONE);

    // Then: the faces stay where they are in the photograph that was given
    assertThat(restoration.downscaling()).contains(new Downscaling(496, 216, 124, 54));
    assertThat(restoration.result().width()).isEqualTo(248);
    assertThat(restoration.scale()).isEqualTo(0.5);
    assertThat(restoration.faces()).containsExactly(FACE);
  }

  @Test
  void findingNoFaceIsNoFailure() throws Exception {
    // Given
    PhotoRestorer restorer =
        restorer(new EnlargingNetwork(2, 2, 0, 1 << 30), List.of(), OptionalInt.of(100));

    // Then
    assertThat(restorer.restore(Pictures.read("astronaut.png"), Progress.NONE).faces()).isEmpty();
  }

  @Test
  void refusesAnAnswerOfOneColour() throws Exception {
    // Given
    PhotoRestorer restorer = restorer(new Blackout(), List.of(), OptionalInt.empty());
    Photograph source = Pictures.read("astronaut.png");

    // When
    RestorationException failure =
        catchThrowableOfType(
            RestorationException.class, () -> restorer.restore(source, Progress.NONE));

    // Then
    assertThat(failure.problem()).isEqualTo(RestorationProblem.INVALID_OUTPUT);
  }

  @Test
  void anEmptyPageMayStayEmpty() throws Exception {
    // Given
    PhotoRestorer restorer = restorer(new Blackout(), List.of(), OptionalInt.empty());

    // When
    Restoration restoration = restorer.restore(Photograph.black(40, 40), Progress.NONE);

    // Then
    assertThat(restoration.result()).isEqualTo(Photograph.black(40, 40));
  }

  @Test
  void aFailingDetectorFailsTheJob() throws Exception {
    // Given
    RestorationException broken =
        new RestorationException(RestorationProblem.ENGINE_FAILED, "no session");
    FaceDetector detector =
        new FaceDetector() {
          @Override
          public List<Face> detect(Photograph photograph, double minScore)
              throws RestorationException {
            throw broken;
          }

          @Override
          public void close() {}
        };
    PhotoRestorer restorer =
        new PhotoRestorer(
            new TiledNetwork(new Blackout(), TileSettings.DEFAULT, threads),
            detector,
            options(OptionalInt.empty()));

    // Then
    assertThatThrownBy(() -> restorer.restore(Photograph.black(4, 4), Progress.NONE))
        .isSameAs(broken);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
  void refusesScoresThatAreNone(double score) {
    assertThatThrownBy(() -> new PhotoOptions("a", 256, "b", score, OptionalInt.empty()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private PhotoRestorer restorer(ImageNetwork network, List<Face> faces, OptionalInt maxLongSide) {
    return new PhotoRestorer(
        new TiledNetwork(network, TileSettings.DEFAULT, threads),
        new Finds(faces),
        options(maxLongSide));
  }

  private static PhotoOptions options(OptionalInt maxLongSide) {
    return new PhotoOptions("upscaler", 256, "detector", 0.8, maxLongSide);
  }

  private record Finds(List<Face> faces) implements FaceDetector {
    @Override
    public List<Face> detect(Photograph photograph, double minScore) {
      return faces;
    }

    @Override
    public void close() {}
  }

  /** A network that answers with black. */
  private static final class Blackout implements ImageNetwork {
    @Override
    public int scale() {
      return 1;
    }

    @Override
    public int alignment() {
      return 1;
    }

    @Override
    public ByteBuffer apply(ByteBuffer rgb, int width, int height) {
      return ByteBuffer.allocateDirect(rgb.capacity());
    }

    @Override
    public void close() {}
  }
}
