package org.albumen.models.imaging.raster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.BufferOverflowException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.albumen.models.failure.RestorationException;
import org.albumen.models.failure.RestorationProblem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RasterRoomTest {
  private static final long PLENTY = 1L << 30;

  @TempDir static Path folder;

  static Stream<RasterRoom> rooms() {
    return Stream.of(
        new RasterRoom(PLENTY, 0, folder), new RasterRoom(0, PLENTY, folder), RasterRoom.onHeap());
  }

  @ParameterizedTest
  @MethodSource("rooms")
  void givesBackEveryRectangleThatWasWritten(RasterRoom room) throws Exception {
    // Given: larger than a block of memory, its rows across the blocks' borders
    RasterShape shape = new RasterShape(1537, 1100, 3, 16);
    Random random = new Random(1);
    byte[] whole = new byte[(int) shape.bytes()];
    random.nextBytes(whole);
    try (Raster raster = room.create(shape)) {
      raster.write(0, 0, 1537, 1100, ByteBuffer.wrap(whole));

      for (int round = 0; round < 200; round++) {
        int width = 1 + random.nextInt(1537);
        int height = 1 + random.nextInt(50);
        int x = random.nextInt(1537 - width + 1);
        int y = random.nextInt(1100 - height + 1);
        byte[] part = new byte[width * height * 6];
        random.nextBytes(part);

        // When
        raster.write(x, y, width, height, ByteBuffer.wrap(part));
        for (int row = 0; row < height; row++) {
          System.arraycopy(part, row * width * 6, whole, ((y + row) * 1537 + x) * 6, width * 6);
        }
      }

      // Then
      ByteBuffer read = ByteBuffer.allocateDirect(whole.length + 1);
      raster.read(0, 0, 1537, 1100, read);
      assertThat(read.position()).isEqualTo(whole.length);
      assertThat(read.flip()).isEqualTo(ByteBuffer.wrap(whole));
    }
  }

  @ParameterizedTest
  @MethodSource("rooms")
  void beginsWithZerosAlsoWhereOthersWere(RasterRoom room) throws Exception {
    // Given
    RasterShape shape = new RasterShape(2000, 1500, 2, 8);
    byte[] ones = new byte[(int) shape.bytes()];
    java.util.Arrays.fill(ones, (byte) 1);
    try (Raster before = room.create(shape)) {
      before.write(0, 0, 2000, 1500, ByteBuffer.wrap(ones));
    }

    // When
    ByteBuffer read = ByteBuffer.allocate(ones.length);
    try (Raster after = room.create(shape)) {
      after.read(0, 0, 2000, 1500, read);
    }

    // Then
    assertThat(read.flip()).isEqualTo(ByteBuffer.allocate(ones.length));
  }

  @ParameterizedTest
  @MethodSource("rooms")
  void refusesWhatIsOutside(RasterRoom room) throws Exception {
    // Given
    try (Raster raster = room.create(new RasterShape(5, 4, 1, 8))) {
      ByteBuffer buffer = ByteBuffer.allocate(20);

      // Then
      assertThatThrownBy(() -> raster.read(1, 0, 5, 1, buffer))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> raster.write(0, 3, 5, 2, buffer))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> raster.read(0, 0, 5, 4, buffer.duplicate().limit(19)))
          .isInstanceOf(BufferOverflowException.class);
      assertThatThrownBy(() -> raster.write(0, 0, 5, 4, buffer.duplicate().limit(19)))
          .isInstanceOf(BufferUnderflowException.class);
      assertThat(buffer.position()).isZero();
    }
  }

  @ParameterizedTest
  @MethodSource("rooms")
  void isOfNoUseOnceClosed(RasterRoom room) throws Exception {
    // Given
    Raster raster = room.create(new RasterShape(5, 4, 1, 8));

    // When
    raster.close();
    raster.close();

    // Then
    assertThatThrownBy(() -> raster.read(0, 0, 5, 4, ByteBuffer.allocate(20)))
        .isInstanceOf(IllegalStateException.class);
    assertThat(room.memoryInUse()).isZero();
    assertThat(room.scratchInUse()).isZero();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void servesThreadsSideBySide(boolean inMemory) throws Exception {
    // Given
    RasterRoom room = new RasterRoom(inMemory ? PLENTY : 0, PLENTY, folder);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (Raster raster = room.create(new RasterShape(1000, 400, 4, 16))) {
      // When
      List<Future<?>> rows =
          IntStream.range(0, 400)
              .<Future<?>>mapToObj(
                  y ->
                      threads.submit(
                          () -> {
                            byte[] row = new byte[8000];
                            java.util.Arrays.fill(row, (byte) y);
                            raster.write(0, y, 1000, 1, ByteBuffer.wrap(row));
                            return row;
                          }))
              .toList();
      for (Future<?> row : rows) {
        row.get();
      }

      // Then
      for (int y = 0; y < 400; y++) {
        ByteBuffer row = ByteBuffer.allocate(8000);
        raster.read(0, y, 1000, 1, row);
        assertThat(row.array()).containsOnly((byte) y);
      }
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void takesMemoryFirstAndScratchSpaceThen() throws Exception {
    // Given
    RasterRoom room = new RasterRoom(5 << 20, 5 << 20, folder);
    RasterShape threeMegabytes = new RasterShape(1 << 20, 1, 3, 8);

    // When
    Raster first = room.create(threeMegabytes);
    Raster second = room.create(threeMegabytes);

    // Then
    assertThat(room.memoryInUse()).isEqualTo(3 << 20);
    assertThat(room.scratchInUse()).isEqualTo(3 << 20);
    assertThat(refusal(room, threeMegabytes)).isEqualTo(RestorationProblem.OUT_OF_MEMORY);
    assertThat(refusal(room, new RasterShape(6 << 20, 1, 1, 8)))
        .isEqualTo(RestorationProblem.IMAGE_TOO_LARGE);
    first.close();
    room.create(threeMegabytes).close();
    second.close();
    assertThat(room.memoryInUse() + room.scratchInUse()).isZero();
  }

  @Test
  void leavesNoFileBehind() throws Exception {
    // Given
    Path own = Files.createDirectory(folder.resolve("own"));

    // When
    new RasterRoom(0, PLENTY, own).create(new RasterShape(100, 100, 3, 16)).close();

    // Then
    try (Stream<Path> files = Files.list(own)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void saysThatItsFolderIsOfNoUse() {
    // Given
    RasterRoom room = new RasterRoom(0, PLENTY, folder.resolve("missing"));

    // Then
    assertThatThrownBy(() -> room.create(new RasterShape(1, 1, 1, 8)))
        .isInstanceOf(ScratchException.class)
        .hasMessageContaining("missing");
    assertThat(room.scratchInUse()).isZero();
  }

  private static RestorationProblem refusal(RasterRoom room, RasterShape shape) {
    return catchThrowableOfType(RestorationException.class, () -> room.create(shape)).problem();
  }
}
