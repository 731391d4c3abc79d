package org.albumen.models.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.albumen.models.consistency.Score;
import org.albumen.models.face.Face;
import org.albumen.models.face.FaceDetector;
import org.albumen.models.face.restore.FaceSelection;
import org.albumen.models.failure.RestorationException;
import org.albumen.models.footprint.Footprint;
import org.albumen.models.imaging.Master;
import org.albumen.models.imaging.MasterHeader;
import org.albumen.models.imaging.PartedPhotograph;
import org.albumen.models.imaging.SourceFormat;
import org.albumen.models.imaging.metadata.Metadata;
import org.albumen.models.imaging.raster.Raster;
import org.albumen.models.imaging.raster.RasterRoom;
import org.albumen.models.imaging.raster.RasterShape;
import org.albumen.models.network.Network;
import org.albumen.models.network.Rrdbnet;
import org.albumen.models.tile.EnlargingNetwork;
import org.albumen.models.tile.TileSettings;
import org.albumen.models.tile.TiledNetwork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is reserved is enough for what is held, and not much more. */
class PhotographFootprintTest {
  private static final TileSettings TILES = new TileSettings(128, 16, 2);

  @TempDir private Path folder;
  private final ExecutorService threads = Executors.newFixedThreadPool(2);

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @ParameterizedTest
  @CsvSource({
    // width, height, channels, bits, scale, network's scale or 0, longest side or 0, mask
    "200, 150, 3, 8, 2, 2, 0, false",
    "200, 150, 3, 16, 1, 2, 0, true",
    "200, 150, 1, 16, 4, 2, 0, true",
    "200, 150, 4, 8, 4, 2, 100, true",
    "200, 150, 3, 8, 2, 0, 0, false",
    "200, 150, 3, 8, 1, 0, 20, true",
    "900, 2000, 3, 8, 1, 0, 0, true",
    "1500, 1000, 3, 8, 2, 0, 0, false"
  })
  void theRoomThatIsReservedIsWhatIsTaken(
      int width,
      int height,
      int channels,
      int bits,
      int scale,
      int networkScale,
      int longest,
      boolean mask)
      throws Exception {
    // Given
    RasterShape shape = new RasterShape(width, height, channels, bits);
    PhotoOptions options = options(scale, networkScale, longest, mask);
    long reserved = footprint(shape, options, networkScale).rasters();
    // When: nothing beyond it is there, neither memory nor scratch files
    AtomicLong most = new AtomicLong();
    RasterRoom room = new RasterRoom(reserved, 0, folder);
    restore(shape, options, networkScale, room, most);
    // Then
    assertThat(most.get()).isEqualTo(reserved);
    assertThat(room.memoryInUse()).isZero();
    RasterRoom smaller = new RasterRoom(reserved - 1, 0, folder);
    assertThatThrownBy(() -> restore(shape, options, networkScale, smaller, most))
        .isInstanceOf(RestorationException.class);
  }

  @Test
  void whatDecodingHoldsCountsToo() {
    // Given
    RasterShape shape = new RasterShape(4000, 3000, 3, 8);
    PhotoOptions options = options(1, 0, 100, false);
    MasterHeader plain = header(shape);
    MasterHeader inks =
        new MasterHeader(
            SourceFormat.JPEG, shape, true, new MasterHeader.Between(1 << 30, 1 << 29));
    // When
    Footprint less = footprint(plain, options, Optional.empty(), 0, 2);
    Footprint more = footprint(inks, options, Optional.empty(), 0, 2);
    // Then
    assertThat(more.rasters()).isEqualTo(2 * RasterRoom.memoryBytes(shape));
    assertThat(less.rasters()).isLessThan(more.rasters());
    assertThat(more.heap()).isGreaterThanOrEqualTo(1 << 30).isGreaterThan(less.heap());
    assertThat(more.outside()).isGreaterThanOrEqualTo(1 << 29).isGreaterThan(less.outside());
  }

  @Test
  void tilesBoundWhatNetworksHoldWhateverThePhotographsSize() {
    // Given
    PhotoOptions options = options(2, 2, 0, false);
    // When
    long small = footprint(new RasterShape(64, 64, 3, 8), options, 2).tensors();
    long large = footprint(new RasterShape(2000, 2000, 3, 8), options, 2).tensors();
    long huge = footprint(new RasterShape(20_000, 20_000, 3, 8), options, 2).tensors();
    // Then: two tiles at a time
    assertThat(large).isEqualTo(2 * new Rrdbnet(4, 1, 4, 2).workingBytes(128 * 128));
    assertThat(huge).isEqualTo(large);
    assertThat(small).isLessThan(large / 3);
  }

  @Test
  void facesAreReservedForAsFarAsTheyMayBeRestored() {
    // Given
    RasterShape shape = new RasterShape(1000, 1000, 3, 8);
    // When
    Footprint none = footprint(header(shape), options(1, 0, 0, false), Optional.empty(), 0, 2);
    Footprint one = footprint(header(shape), faces(1), Optional.empty(), 512, 2);
    Footprint many = footprint(header(shape), faces(10_000), Optional.empty(), 512, 2);
    // Then
    assertThat(none.tensors()).isZero();
    assertThat(one.tensors()).isBetween(700L << 20, 900L << 20);
    assertThat(many.tensors()).isEqualTo(2 * one.tensors());
    assertThat(one.heap()).isGreaterThan(none.heap());
    assertThat(many.heap()).isBetween(one.heap(), one.heap() + (100L << 20));
  }

  private static PhotoOptions faces(int most) {
    FaceSelection selection = new FaceSelection(FaceSelection.Which.ALL, 0.8, 5, most);
    return new PhotoOptions(
        Optional.empty(),
        1,
        128,
        "detector",
        0.8,
        OptionalInt.empty(),
        Optional.of(new FaceOptions("faces", Optional.empty(), selection, 0, false)),
        Score.ANY,
        false,
        Score.ANY,
        false);
  }

  private static PhotoOptions options(int scale, int networkScale, int longest, boolean mask) {
    return new PhotoOptions(
        networkScale == 0 ? Optional.empty() : Optional.of("upscaler"),
        scale,
        128,
        "detector",
        0.8,
        longest == 0 ? OptionalInt.empty() : OptionalInt.of(longest),
        Optional.empty(),
        Score.ANY,
        false,
        Score.ANY,
        mask);
  }

  private static MasterHeader header(RasterShape shape) {
    return new MasterHeader(SourceFormat.PNG, shape, false, new MasterHeader.Between(0, 0));
  }

  private static Footprint footprint(RasterShape shape, PhotoOptions options, int networkScale) {
    Optional<Network> network =
        networkScale == 0 ? Optional.empty() : Optional.of(new Rrdbnet(4, 1, 4, networkScale));
    return footprint(header(shape), options, network, 0, 2);
  }

  private static Footprint footprint(
      MasterHeader header, PhotoOptions options, Optional<Network> network, int side, int calls) {
    return new PhotographFootprint(header, options, network, TILES, side, 0, calls).footprint();
  }

  private void restore(
      RasterShape shape, PhotoOptions options, int networkScale, RasterRoom room, AtomicLong most)
      throws Exception {
    TiledNetwork upscaler =
        networkScale == 0
            ? null
            : new TiledNetwork(new EnlargingNetwork(networkScale, 2, 0, 1 << 30), TILES, threads);
    PhotoRestorer restorer = new PhotoRestorer(upscaler, new NoFaces(), FaceWork.NONE, options);
    try (Master original = noise(shape, room);
        Restoration restoration =
            restorer.restore(
                original,
                room,
                (done, all) -> most.accumulateAndGet(room.memoryInUse(), Math::max))) {
      assertThat(restoration.result().width()).isPositive();
    }
  }

  private static Master noise(RasterShape shape, RasterRoom room) throws Exception {
    byte[] samples = new byte[(int) shape.bytes()];
    new Random(7).nextBytes(samples);
    Raster raster = room.create(shape);
    raster.write(0, 0, shape.width(), shape.height(), ByteBuffer.wrap(samples));
    return new Master(raster, Metadata.NONE, SourceFormat.PNG, List.of());
  }

  private static final class NoFaces implements FaceDetector {
    @Override
    public List<Face> detect(PartedPhotograph photograph, double minScore) {
      return List.of();
    }

    @Override
    public void close() {}
  }
}
