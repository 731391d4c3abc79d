package org.albumen.models.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.albumen.models.composite.Patch;
import org.albumen.models.compute.ImageNetwork;
import org.albumen.models.consistency.Score;
import org.albumen.models.face.Face;
import org.albumen.models.face.FaceDetector;
import org.albumen.models.face.Landmark;
import org.albumen.models.face.restore.FaceOutcome;
import org.albumen.models.failure.RestorationException;
import org.albumen.models.failure.RestorationProblem;
import org.albumen.models.imaging.Lanczos;
import org.albumen.models.imaging.Master;
import org.albumen.models.imaging.Masters;
import org.albumen.models.imaging.PartedPhotograph;
import org.albumen.models.imaging.Photograph;
import org.albumen.models.imaging.Pictures;
import org.albumen.models.imaging.metadata.Metadata;
import org.albumen.models.imaging.metadata.Resolution;
import org.albumen.models.imaging.raster.RasterRoom;
import org.albumen.models.imaging.raster.RasterShape;
import org.albumen.models.tile.EnlargingNetwork;
import org.albumen.models.tile.Progress;
import org.albumen.models.tile.TileSettings;
import org.albumen.models.tile.TiledNetwork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhotoRestorerTest {
  private static final Face FACE =
      new Face(10, 20, 30, 40, 0.9, Collections.nCopies(5, new Landmark(20, 30)));
  private static final RasterRoom ROOM = RasterRoom.onHeap();

  private final ExecutorService threads = Executors.newFixedThreadPool(2);
  private final ExecutorService oneThread = Executors.newSingleThreadExecutor();

  @AfterEach
  void stop() {
    threads.shutdownNow();
    oneThread.shutdownNow();
  }

  @Test
  void enlargesAndRecordsFaces() throws Exception {
    // Given
    Photograph source = Pictures.read("grace-hopper.jpg");
    Metadata dpi =
        Metadata.NONE.withResolution(Optional.of(new Resolution(300, 300, Resolution.Unit.INCH)));
    Master original = Masters.of(new RasterShape(280, 280, 3, 8), Masters.bytes(source), dpi);
    PhotoRestorer restorer = restorer(doubling(), List.of(FACE), OptionalInt.empty());

    // When
    Restoration restoration = restorer.restore(original, ROOM, Progress.NONE);

    // Then
    assertThat(Masters.bytes(restoration.result().raster()))
        .isEqualTo(Masters.bytes(tiled(doubling()).apply(source, Progress.NONE)));
    assertThat(restoration.result().metadata().resolution())
        .contains(new Resolution(600, 600, Resolution.Unit.INCH));
    assertThat(restoration.faces()).extracting(FaceReport::face).containsExactly(FACE);
    assertThat(restoration.faces())
        .extracting(FaceReport::outcome)
        .containsExactly(new FaceOutcome.Detected());
    assertThat(restoration.outcome()).isEqualTo(Outcome.RESTORED);
    assertThat(restoration.scale()).isEqualTo(2);
    assertThat(restoration.downscaling()).isEmpty();
    assertThat(restoration.consistency().psnr()).isGreaterThan(40);
    assertThat(restoration.mask()).isEmpty();
    assertThat(restoration.times().composing()).isPositive();
  }

  @Test
  void scalesLongPhotographsDownFirstAndSaysSo() throws Exception {
    // Given
    Photograph source = Pictures.group();
    PhotoRestorer restorer = restorer(doubling(), List.of(FACE), OptionalInt.of(124));

    // When
    Restoration restoration = restorer.restore(Masters.of(source), ROOM, Progress.NONE);

    // Then: the faces stay where they are in the photograph that was given
    assertThat(restoration.downscaling()).contains(new Downscaling(496, 216, 124, 54));
    assertThat(Masters.bytes(restoration.result().raster()))
        .isEqualTo(
            Masters.bytes(tiled(doubling()).apply(Lanczos.downscale(source, 124), Progress.NONE)));
    assertThat(restoration.scale()).isEqualTo(0.5);
    assertThat(restoration.faces()).extracting(FaceReport::face).containsExactly(FACE);
  }

  @Test
  void findingNoFaceIsSaidAndNoFailure() throws Exception {
    // Given
    PhotoRestorer restorer = restorer(doubling(), List.of(), OptionalInt.of(100));

    // When
    Restoration restoration =
        restorer.restore(Masters.of(Pictures.read("astronaut.png")), ROOM, Progress.NONE);

    // Then
    assertThat(restoration.faces()).isEmpty();
    assertThat(restoration.outcome()).isEqualTo(Outcome.NO_FACES);
  }

  @Test
  void refusesAnAnswerOfOneColour() throws Exception {
    // Given
    RasterRoom room = new RasterRoom(1 << 24, 0, Path.of("."));
    PhotoRestorer restorer = restorer(new Blackout(), List.of(), OptionalInt.empty());
    Master source = Masters.of(Pictures.read("astronaut.png"));

    // Then: and nothing stays behind
    assertThatThrownBy(() -> restorer.restore(source, room, Progress.NONE))
        .isInstanceOfSatisfying(
            RestorationException.class,
            e -> assertThat(e.problem()).isEqualTo(RestorationProblem.INVALID_OUTPUT));
    assertThat(room.memoryInUse()).isZero();
  }

  @Test
  void anEmptyPageMayStayEmpty() throws Exception {
    // Given
    PhotoRestorer restorer = restorer(new Blackout(), List.of(), OptionalInt.empty());

    // When
    Restoration restoration =
        restorer.restore(Masters.of(Photograph.black(40, 40)), ROOM, Progress.NONE);

    // Then
    assertThat(Masters.bytes(restoration.result().raster())).containsOnly(0);
  }

  @Test
  void aFailingDetectorFailsTheJob() throws Exception {
    // Given
    RestorationException broken =
        new RestorationException(RestorationProblem.ENGINE_FAILED, "no session");
    FaceDetector detector =
        new FaceDetector() {
          @Override
          public List<Face> detect(PartedPhotograph photograph, double minScore)
              throws RestorationException {
            throw broken;
          }

          @Override
          public void close() {}
        };
    PhotoRestorer restorer =
        new PhotoRestorer(
            tiled(new Blackout()), detector, FaceWork.NONE, options(1, OptionalInt.empty()));
    Master original = Masters.of(Photograph.black(4, 4));

    // Then
    assertThatThrownBy(() -> restorer.restore(original, ROOM, Progress.NONE)).isSameAs(broken);
  }

  @Test
  void facesOnlyLeavesTheRestAsItWas() throws Exception {
    // Given: a 16-bit gray original and a face that is a little lighter
    Master original = Masters.noise(new RasterShape(100, 90, 1, 16), Metadata.NONE);

    // When
    Restoration restoration =
        facesOnly(1, 8, new Score(30, 0)).restore(original, ROOM, Progress.NONE);

    // Then
    byte[] before = Masters.bytes(original.raster());
    byte[] after = Masters.bytes(restoration.result().raster());
    byte[] mask = Masters.bytes(restoration.mask().orElseThrow());
    for (int i = 0; i < 9000; i++) {
      boolean face = i % 100 >= 10 && i % 100 < 40 && i / 100 >= 20 && i / 100 < 60;
      assertThat(mask[i]).isEqualTo((byte) (face ? 255 : 0));
      if (!face) {
        assertThat(Arrays.copyOfRange(after, 2 * i, 2 * i + 2))
            .isEqualTo(Arrays.copyOfRange(before, 2 * i, 2 * i + 2));
      }
    }
    assertThat(restoration.outcome()).isEqualTo(Outcome.RESTORED);
    assertThat(restoration.alteration().coverage()).isBetween(0.12, 1200 / 9000.0);
    assertThat(restoration.faces()).extracting(FaceReport::share).containsExactly(1.0);
    assertThat(restoration.faces().get(0).consistency().psnr()).isBetween(30.0, 33.0);
  }

  @ParameterizedTest
  @CsvSource({"1, 20, 0.5", "2, 20, 0.5", "1, 40, 0.25", "4, 70, 0.125"})
  void blendsAFaceDownThatDoesNotAgree(int scale, int lighter, double share) throws Exception {
    // Given: lighter by 20 is 22 dB, half of it 28
    Photograph flat = flat(80, 80);

    // When
    Restoration restoration =
        facesOnly(scale, lighter, new Score(26.5, 0))
            .restore(Masters.of(flat), ROOM, Progress.NONE);

    // Then
    assertThat(restoration.faces()).extracting(FaceReport::share).containsExactly(share);
    assertThat(restoration.faces().get(0).consistency().psnr()).isGreaterThan(26.5);
    assertThat(restoration.outcome()).isEqualTo(Outcome.RESTORED);
  }

  @Test
  void aFaceThatNeverAgreesNeedsReview() throws Exception {
    // When
    Restoration restoration =
        facesOnly(1, 100, new Score(60, 0)).restore(Masters.of(flat(80, 80)), ROOM, Progress.NONE);

    // Then: nothing of it is seen, and the input is not taken for a restored photograph
    assertThat(restoration.faces()).extracting(FaceReport::share).containsExactly(0.0);
    assertThat(restoration.outcome()).isEqualTo(Outcome.NEEDS_REVIEW);
    assertThat(restoration.reasons())
        .containsExactlyInAnyOrder(ReviewReason.FACE_INCONSISTENT, ReviewReason.NOTHING_RESTORED);
  }

  @Test
  void aResultThatDoesNotAgreeNeedsReview() throws Exception {
    // Given
    PhotoOptions strict =
        new PhotoOptions(
            Optional.of("upscaler"),
            2,
            256,
            "detector",
            0.8,
            OptionalInt.empty(),
            Optional.empty(),
            Score.ANY,
            false,
            new Score(90, 0),
            false);
    PhotoRestorer restorer =
        new PhotoRestorer(
            tiled(new EnlargingNetwork(2, 2, 5, 1 << 30)),
            new Finds(List.of()),
            FaceWork.NONE,
            strict);

    // When
    Restoration restoration = restorer.restore(Masters.of(Pictures.group()), ROOM, Progress.NONE);

    // Then
    assertThat(restoration.outcome()).isEqualTo(Outcome.NEEDS_REVIEW);
    assertThat(restoration.reasons()).containsExactly(ReviewReason.PHOTOGRAPH_INCONSISTENT);
  }

  @Test
  void sameBytesInAnyNumberOfThreadsAndBesideOthers() throws Exception {
    // Given
    Master original = Masters.noise(new RasterShape(331, 277, 4, 16), Metadata.NONE);
    EnlargingNetwork network = new EnlargingNetwork(2, 2, 9, 1 << 30);
    PhotoRestorer alone = restorer(network, oneThread, 1);
    PhotoRestorer crowded = restorer(network, threads, 5);
    byte[] expected = Masters.bytes(alone.restore(original, ROOM, Progress.NONE).result().raster());

    // When: three at a time on the same threads
    List<byte[]> results =
        List.of(1, 2, 3).parallelStream().map(i -> samples(crowded, original)).toList();

    // Then
    assertThat(results).allSatisfy(samples -> assertThat(samples).isEqualTo(expected));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
  void refusesScoresThatAreNone(double score) {
    assertThatThrownBy(
            () -> new PhotoOptions(Optional.empty(), 1, 256, "b", score, OptionalInt.empty()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static byte[] samples(PhotoRestorer restorer, Master original) {
    try {
      return Masters.bytes(restorer.restore(original, ROOM, Progress.NONE).result().raster());
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private PhotoRestorer restorer(ImageNetwork network, ExecutorService executor, int inFlight) {
    return new PhotoRestorer(
        new TiledNetwork(network, new TileSettings(96, 16, inFlight), executor),
        new Finds(List.of(FACE)),
        lighter(30),
        options(1, OptionalInt.empty()));
  }

  private PhotoRestorer restorer(ImageNetwork network, List<Face> faces, OptionalInt maxLongSide) {
    return new PhotoRestorer(
        tiled(network), new Finds(faces), FaceWork.NONE, options(network.scale(), maxLongSide));
  }

  private static PhotoRestorer facesOnly(int scale, int levels, Score least) {
    PhotoOptions options =
        new PhotoOptions(
            Optional.empty(),
            scale,
            256,
            "detector",
            0.8,
            OptionalInt.empty(),
            Optional.empty(),
            least,
            true,
            Score.ANY,
            true);
    return new PhotoRestorer(null, new Finds(List.of(FACE)), lighter(levels), options);
  }

  /** Faces come back in their boxes, lighter by so many levels. */
  private static FaceWork lighter(int levels) {
    return (photograph, faces, scale) ->
        List.of(
            new FaceWork.Treated(
                new FaceOutcome.Restored(), Optional.of(patch(photograph, scale, levels))));
  }

  private static Patch patch(PartedPhotograph photograph, int scale, int levels)
      throws IOException {
    Photograph box = photograph.view(10, 20, 30, 40);
    Photograph face = Lanczos.resize(box, 30 * scale, 40 * scale);
    Photograph lighter = Photograph.black(face.width(), face.height());
    for (int i = 0; i < face.rgb().capacity(); i++) {
      lighter.rgb().put(i, (byte) Math.min(255, (face.rgb().get(i) & 0xff) + levels));
    }
    float[] mask = new float[(int) face.pixels()];
    Arrays.fill(mask, 1);
    return Patch.of(10 * scale, 20 * scale, mask, lighter);
  }

  private static Photograph flat(int width, int height) {
    Photograph flat = Photograph.black(width, height);
    ByteBuffer rgb = flat.rgb();
    while (rgb.hasRemaining()) {
      rgb.put((byte) 90);
    }
    return flat;
  }

  private TiledNetwork tiled(ImageNetwork network) {
    return new TiledNetwork(network, TileSettings.DEFAULT, threads);
  }

  private static EnlargingNetwork doubling() {
    return new EnlargingNetwork(2, 2, 0, 1 << 30);
  }

  private static PhotoOptions options(int scale, OptionalInt maxLongSide) {
    return new PhotoOptions(Optional.of("upscaler"), scale, 256, "detector", 0.8, maxLongSide);
  }

  private record Finds(List<Face> faces) implements FaceDetector {
    @Override
    public List<Face> detect(PartedPhotograph photograph, double minScore) {
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
