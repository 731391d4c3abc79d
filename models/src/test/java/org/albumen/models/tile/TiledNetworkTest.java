package org.albumen.models.tile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.albumen.models.compute.ImageNetwork;
import org.albumen.models.failure.RestorationException;
import org.albumen.models.failure.RestorationProblem;
import org.albumen.models.imaging.PartedPhotograph;
import org.albumen.models.imaging.Photograph;
import org.albumen.models.imaging.Pictures;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TiledNetworkTest {
  private static final int ANY_SIZE = Integer.MAX_VALUE;

  private final ExecutorService four = Executors.newFixedThreadPool(4);
  private final ExecutorService one = Executors.newSingleThreadExecutor();

  @AfterEach
  void stop() {
    four.shutdownNow();
    one.shutdownNow();
  }

  @ParameterizedTest
  @CsvSource({
    "64, 8, 1, 2",
    "64, 16, 4, 2",
    "96, 8, 2, 4",
    "200, 24, 4, 2",
    "64, 8, 2, 1",
    "80, 10, 4, 1"
  })
  void isExactForAPointwiseNetwork(int tile, int overlap, int alignment, int scale)
      throws Exception {
    // Given
    Photograph source = Pictures.crop(Pictures.read("astronaut.png"), 11, 3, 301, 227);
    EnlargingNetwork network = new EnlargingNetwork(scale, alignment, 0, ANY_SIZE);
    EnlargingNetwork unaligned = new EnlargingNetwork(scale, 1, 0, ANY_SIZE);

    // When
    Photograph result =
        new TiledNetwork(network, new TileSettings(tile, overlap, 3), four)
            .apply(source, Progress.NONE);

    // Then
    assertThat(network.calls()).isGreaterThan(1);
    assertThat(result).isEqualTo(whole(unaligned, source));
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "3, 5", "17, 2", "61, 61", "500, 3"})
  void runsSmallImagesInOnePiece(int width, int height) throws Exception {
    // Given
    Photograph source = ramp(width, height);
    EnlargingNetwork network = new EnlargingNetwork(2, 4, 0, ANY_SIZE);

    // When
    Photograph result =
        new TiledNetwork(network, new TileSettings(64, 8, 1), one).apply(source, Progress.NONE);

    // Then
    assertThat(network.calls()).isEqualTo(1);
    assertThat(result).isEqualTo(whole(new EnlargingNetwork(2, 1, 0, ANY_SIZE), source));
  }

  @Test
  void showsNoSeams() throws Exception {
    // Given: a network that is wrong within 4 pixels of each tile's border
    Photograph source = Pictures.read("astronaut.png");
    EnlargingNetwork network = new EnlargingNetwork(2, 2, 4, ANY_SIZE);

    // When
    Photograph tiled =
        new TiledNetwork(network, new TileSettings(128, 24, 2), four).apply(source, Progress.NONE);

    // Then: as if the whole had been run at once
    assertThat(tiled).isEqualTo(whole(network, source));
  }

  @Test
  void fadesWhereTilesDisagree() throws Exception {
    // Given: each tile answers with its own gray
    AtomicInteger tile = new AtomicInteger();
    ImageNetwork network =
        new Stub(
            1,
            (rgb, width, height) -> {
              byte gray = (byte) (100 + 60 * (tile.getAndIncrement() % 2));
              ByteBuffer out = ByteBuffer.allocateDirect(rgb.capacity());
              while (out.hasRemaining()) {
                out.put(gray);
              }
              return out.flip();
            });

    // When
    ByteBuffer row =
        new TiledNetwork(network, new TileSettings(128, 32, 1), one)
            .apply(ramp(224, 128), Progress.NONE)
            .rgb();

    // Then: from one to the other in small steps
    assertThat(row.get(0)).isEqualTo((byte) 100);
    assertThat(row.get(223 * 3)).isEqualTo((byte) 160);
    for (int x = 1; x < 224; x++) {
      assertThat((row.get(x * 3) & 0xff) - (row.get(x * 3 - 3) & 0xff)).isBetween(0, 7);
    }
  }

  @Test
  void keepsThePairsOfPixelsThatTheNetworkFolds() throws Exception {
    // Given: a network that answers each pair of columns with its left one
    ImageNetwork network =
        new Stub(
            2,
            (rgb, width, height) -> {
              ByteBuffer out = ByteBuffer.allocateDirect(rgb.capacity());
              for (int pixel = 0; pixel < width * height; pixel++) {
                out.put(pixel * 3, rgb, pixel / 2 * 2 * 3, 3);
              }
              return out;
            });
    Photograph source = ramp(301, 90);

    // When
    Photograph tiled =
        new TiledNetwork(network, new TileSettings(64, 9, 2), four).apply(source, Progress.NONE);

    // Then
    for (int x = 0; x < 301; x++) {
      assertThat(tiled.rgb().get(x * 3)).isEqualTo(source.rgb().get(x / 2 * 2 * 3));
    }
  }

  @Test
  void doesNotDependOnThreads() throws Exception {
    // Given
    Photograph source = Pictures.read("grace-hopper.jpg");
    EnlargingNetwork network = new EnlargingNetwork(2, 2, 9, ANY_SIZE);
    TileSettings settings = new TileSettings(64, 16, 1);

    // When
    Photograph alone = new TiledNetwork(network, settings, one).apply(source, Progress.NONE);
    Photograph crowd =
        new TiledNetwork(network, new TileSettings(64, 16, 7), four).apply(source, Progress.NONE);

    // Then
    assertThat(crowd).isEqualTo(alone);
  }

  @Test
  void halvesTheTileWhenMemoryIsShort() throws Exception {
    // Given
    Photograph source = Pictures.read("grace-hopper.jpg");
    EnlargingNetwork network = new EnlargingNetwork(2, 2, 0, 80 * 80);

    // When
    Photograph result =
        new TiledNetwork(network, new TileSettings(256, 16, 2), four).apply(source, Progress.NONE);

    // Then
    assertThat(result).isEqualTo(whole(new EnlargingNetwork(2, 2, 0, ANY_SIZE), source));
  }

  @Test
  void goesOnWhereMemoryRanShort() throws Exception {
    // Given: memory is short from the tenth tile on
    Photograph source = Pictures.read("grace-hopper.jpg");
    EnlargingNetwork enough = new EnlargingNetwork(2, 2, 3, ANY_SIZE);
    AtomicInteger calls = new AtomicInteger();
    ImageNetwork network =
        new Stub(
            2,
            2,
            (rgb, width, height) -> {
              if (calls.incrementAndGet() >= 10 && width > 64) {
                throw new RestorationException(RestorationProblem.OUT_OF_MEMORY, "short");
              }
              return enough.apply(rgb, width, height);
            });
    Rows rows = new Rows(560, 560);

    // When
    int tile =
        new TiledNetwork(network, new TileSettings(96, 12, 1), one)
            .apply(source, Progress.NONE, rows);

    // Then: what was handed on is not made again, and no seam shows where the cut changes
    assertThat(tile).isEqualTo(48);
    assertThat(rows.whole).isEqualTo(whole(enough, source));
    assertThat(rows.tops.get(0)).isZero();
    assertThat(rows.tops).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void doesNotTryAgainWhatTheSinkRefused() throws Exception {
    // Given
    EnlargingNetwork network = new EnlargingNetwork(2, 2, 0, ANY_SIZE);
    AtomicInteger asked = new AtomicInteger();
    BandSink full =
        (top, band) -> {
          asked.incrementAndGet();
          throw new RestorationException(RestorationProblem.OUT_OF_MEMORY, "full");
        };

    // Then
    assertThatThrownBy(
            () ->
                new TiledNetwork(network, new TileSettings(64, 8, 2), four)
                    .apply(ramp(300, 300), Progress.NONE, full))
        .hasMessage("full");
    assertThat(asked).hasValue(1);
  }

  @Test
  void readsOnlyTilesOfTheSource() throws Exception {
    // Given
    Photograph photograph = ramp(333, 217);
    AtomicInteger largest = new AtomicInteger();
    PartedPhotograph source =
        new PartedPhotograph() {
          @Override
          public int width() {
            return 333;
          }

          @Override
          public int height() {
            return 217;
          }

          @Override
          public Photograph view(int x, int y, int width, int height) {
            largest.accumulateAndGet(width * height, Math::max);
            return photograph.view(x, y, width, height);
          }
        };
    EnlargingNetwork network = new EnlargingNetwork(2, 2, 1, ANY_SIZE);
    Rows rows = new Rows(666, 434);

    // When
    new TiledNetwork(network, new TileSettings(64, 8, 3), four).apply(source, Progress.NONE, rows);

    // Then
    assertThat(rows.whole)
        .isEqualTo(
            new TiledNetwork(network, new TileSettings(64, 8, 3), four)
                .apply(photograph, Progress.NONE));
    assertThat(largest.get()).isLessThanOrEqualTo(64 * 64);
    assertThat(rows.highest).isLessThanOrEqualTo(2 * 64);
  }

  @Test
  void aFailingSourceFailsTheRun() {
    // Given
    IOException gone = new IOException("the scratch file is gone");
    PartedPhotograph source =
        new PartedPhotograph() {
          @Override
          public int width() {
            return 100;
          }

          @Override
          public int height() {
            return 100;
          }

          @Override
          public Photograph view(int x, int y, int width, int height) throws IOException {
            throw gone;
          }
        };

    // Then
    assertThatThrownBy(
            () ->
                new TiledNetwork(
                        new EnlargingNetwork(2, 2, 0, ANY_SIZE), TileSettings.DEFAULT, four)
                    .apply(source, Progress.NONE, (top, band) -> {}))
        .isSameAs(gone);
  }

  @ParameterizedTest
  @CsvSource({"6, 0", "12, 11"})
  void differsFromOnePieceByWhatLiesBeyondTheTile(int radius, int most) throws Exception {
    // Given: an overlap of 24, of which a tile's outer quarter is not used, so that a network which
    // looks 6 pixels far sees what it would see in one piece. One that looks further is wrong, with
    // black beyond the edge, by as much of its window as lies there, faded in.
    Photograph source = Photograph.black(300, 250);
    ByteBuffer light = source.rgb();
    while (light.hasRemaining()) {
      light.put((byte) 200);
    }
    EnlargingNetwork network = new EnlargingNetwork(2, 2, radius, ANY_SIZE);

    // When
    Photograph tiled =
        new TiledNetwork(network, new TileSettings(128, 24, 2), four).apply(source, Progress.NONE);

    // Then
    Photograph one = whole(network, source);
    int largest = 0;
    for (int i = 0; i < one.rgb().capacity(); i++) {
      largest =
          Math.max(largest, Math.abs((one.rgb().get(i) & 0xff) - (tiled.rgb().get(i) & 0xff)));
    }
    assertThat(largest).isLessThanOrEqualTo(most);
  }

  @Test
  void givesUpAtTheSmallestTile() throws Exception {
    // Given
    Photograph source = Pictures.read("grace-hopper.jpg");
    TiledNetwork network =
        new TiledNetwork(new EnlargingNetwork(2, 2, 0, 10), new TileSettings(256, 16, 2), four);

    // When
    RestorationException failure =
        catchThrowableOfType(
            RestorationException.class, () -> network.apply(source, Progress.NONE));

    // Then
    assertThat(failure.problem()).isEqualTo(RestorationProblem.OUT_OF_MEMORY);
  }

  @Test
  void throwsTheFirstFailureAndRunsNothingAfterwards() throws Exception {
    // Given
    RestorationException broken =
        new RestorationException(RestorationProblem.INVALID_OUTPUT, "not finite");
    AtomicInteger running = new AtomicInteger();
    AtomicInteger started = new AtomicInteger();
    ImageNetwork network =
        new Stub(
            1,
            (rgb, width, height) -> {
              running.incrementAndGet();
              try {
                if (started.getAndIncrement() == 2) {
                  throw broken;
                }
                return rgb;
              } finally {
                running.decrementAndGet();
              }
            });
    Photograph source = ramp(1000, 200);

    // When
    RestorationException failure =
        catchThrowableOfType(
            RestorationException.class,
            () ->
                new TiledNetwork(network, new TileSettings(64, 8, 4), four)
                    .apply(source, Progress.NONE));

    // Then
    assertThat(failure).isSameAs(broken);
    assertThat(running).hasValue(0);
    assertThat(started.get()).isLessThan(20);
  }

  @Test
  void reportsWhatANetworkShouldNotThrow() {
    // Given
    ImageNetwork network =
        new Stub(
            1,
            (rgb, width, height) -> {
              throw new IllegalStateException("closed");
            });

    // Then
    assertThatThrownBy(
            () ->
                new TiledNetwork(network, TileSettings.DEFAULT, one)
                    .apply(ramp(20, 20), Progress.NONE))
        .isInstanceOfSatisfying(
            RestorationException.class,
            e -> assertThat(e.problem()).isEqualTo(RestorationProblem.ENGINE_FAILED));
  }

  @Test
  void reportsAnEngineThatIsShutDown() {
    // Given
    one.shutdown();

    // Then
    assertThatThrownBy(
            () ->
                new TiledNetwork(new EnlargingNetwork(2, 2, 0, ANY_SIZE), TileSettings.DEFAULT, one)
                    .apply(ramp(20, 20), Progress.NONE))
        .isInstanceOfSatisfying(
            RestorationException.class,
            e -> assertThat(e.problem()).isEqualTo(RestorationProblem.ENGINE_FAILED));
  }

  @Test
  void stopsWhenInterrupted() throws Exception {
    // Given: a network that waits until the caller was interrupted
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    AtomicInteger calls = new AtomicInteger();
    ImageNetwork network =
        new Stub(
            1,
            (rgb, width, height) -> {
              calls.incrementAndGet();
              entered.countDown();
              awaitQuietly(released);
              return rgb;
            });
    AtomicBoolean interrupted = new AtomicBoolean();
    Thread caller =
        new Thread(
            () -> {
              try {
                new TiledNetwork(network, new TileSettings(64, 8, 4), one)
                    .apply(ramp(300, 300), Progress.NONE);
              } catch (InterruptedException e) {
                interrupted.set(true);
              } catch (RestorationException e) {
                throw new AssertionError(e);
              }
            });
    caller.start();
    assertThat(entered.await(20, TimeUnit.SECONDS)).isTrue();

    // When
    caller.interrupt();
    released.countDown();
    caller.join(20_000);

    // Then: of 36 tiles only those that were in flight may have run
    assertThat(interrupted).isTrue();
    assertThat(calls.get()).isLessThanOrEqualTo(4);
  }

  @Test
  void tellsProgress() throws Exception {
    // Given
    List<String> told = new ArrayList<>();

    // When
    new TiledNetwork(new EnlargingNetwork(2, 2, 0, ANY_SIZE), new TileSettings(64, 16, 2), four)
        .apply(ramp(100, 64), (done, all) -> told.add(done + "/" + all));

    // Then
    assertThat(told).containsExactly("1/2", "2/2");
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Photograph whole(ImageNetwork network, Photograph source) throws Exception {
    ByteBuffer out = network.apply(source.rgb(), source.width(), source.height());
    return new Photograph(source.width() * network.scale(), source.height() * network.scale(), out);
  }

  private static Photograph ramp(int width, int height) {
    Photograph ramp = Photograph.black(width, height);
    ByteBuffer rgb = ramp.rgb();
    for (int i = 0; rgb.hasRemaining(); i++) {
      rgb.put((byte) (i * 7));
    }
    return ramp;
  }

  @FunctionalInterface
  private interface Answer {
    ByteBuffer of(ByteBuffer rgb, int width, int height) throws RestorationException;
  }

  /** Puts bands together, which must come one after the other. */
  private static final class Rows implements BandSink {
    private final Photograph whole;
    private final ByteBuffer to;
    private final List<Integer> tops = new ArrayList<>();
    private int highest;

    Rows(int width, int height) {
      whole = Photograph.black(width, height);
      to = whole.rgb();
    }

    @Override
    public void rows(int top, Photograph band) {
      assertThat(to.position()).isEqualTo(top * whole.width() * 3);
      to.put(band.rgb());
      tops.add(top);
      highest = Math.max(highest, band.height());
    }
  }

  /** A network that answers as told. */
  private record Stub(int scale, int alignment, Answer answer) implements ImageNetwork {
    Stub(int alignment, Answer answer) {
      this(1, alignment, answer);
    }

    @Override
    public ByteBuffer apply(ByteBuffer rgb, int width, int height) throws RestorationException {
      return answer.of(rgb, width, height);
    }

    @Override
    public void close() {}
  }
}
