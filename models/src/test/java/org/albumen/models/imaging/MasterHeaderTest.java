package org.albumen.models.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.albumen.models.failure.RestorationException;
import org.albumen.models.failure.RestorationProblem;
import org.albumen.models.imaging.raster.RasterRoom;
import org.albumen.models.imaging.raster.RasterShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MasterHeaderTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bilevel.tif",
        "cmyk.jpg",
        "cmyk.tif",
        "gray16.tif",
        "palette.png",
        "progressive.jpg",
        "quadrants.bmp",
        "quadrants.webp",
        "transparent-below.webp",
        "turned.png",
        "turned.tif",
        "turned.webp",
        "ycck.jpg"
      })
  void saysWhatWillBeRead(String name) throws Exception {
    // Given
    Path file = resource(name);
    // When
    MasterHeader header = MasterReader.header(file, ReadLimits.DEFAULT);
    // Then
    try (Master master = MasterReader.read(file, ReadLimits.DEFAULT, RasterRoom.onHeap())) {
      assertThat(header.shape()).isEqualTo(master.shape());
      assertThat(header.format()).isEqualTo(master.format());
    }
    assertThat(header.turned()).isEqualTo(name.startsWith("turned"));
  }

  @ParameterizedTest
  @CsvSource({
    "gray16.tif, false, false",
    "palette.png, false, false",
    "quadrants.bmp, false, false",
    "cmyk.jpg, true, false",
    "ycck.jpg, true, false",
    "quadrants.webp, true, false",
    "progressive.jpg, false, true"
  })
  void saysWhatIsHeldBetweenFileAndSamples(String name, boolean heap, boolean outside)
      throws Exception {
    // When
    MasterHeader header = MasterReader.header(resource(name), ReadLimits.DEFAULT);
    // Then
    assertThat(header.between().heap() >= 4 * header.shape().pixels()).isEqualTo(heap);
    assertThat(header.between().outside() >= 2 * header.shape().bytes()).isEqualTo(outside);
  }

  @Test
  void aTurnedPhotographIsInTheRoomTwiceAndNoMore() throws Exception {
    // Given
    RasterShape stored = new RasterShape(300, 200, 3, 8);
    Path file = folder.resolve("turned.png");
    byte[] png = Originals.encode(stored, Originals.noise(stored, 3), "png", null);
    Files.write(file, Originals.withChunk(png, "eXIf", Originals.exif(6)));
    // When
    MasterHeader header = MasterReader.header(file, ReadLimits.DEFAULT);
    // Then
    assertThat(header.turned()).isTrue();
    assertThat(header.shape()).isEqualTo(new RasterShape(200, 300, 3, 8));
    long once = RasterRoom.memoryBytes(header.shape());
    MasterReader.read(file, ReadLimits.DEFAULT, new RasterRoom(2 * once, 0, folder)).close();
    assertThatThrownBy(
            () ->
                MasterReader.read(
                    file, ReadLimits.DEFAULT, new RasterRoom(2 * once - 1, 0, folder)))
        .isInstanceOf(RestorationException.class);
  }

  @ParameterizedTest
  @CsvSource({"'', EMPTY_SOURCE", "not an image at all, NOT_AN_IMAGE"})
  void refusesWhatReadingRefuses(String content, RestorationProblem problem) throws Exception {
    // Given
    Path file = Files.writeString(folder.resolve("file"), content);
    // Then
    assertThatThrownBy(() -> MasterReader.header(file, ReadLimits.DEFAULT))
        .isInstanceOfSatisfying(
            RestorationException.class, e -> assertThat(e.problem()).isEqualTo(problem));
    assertThatThrownBy(() -> MasterReader.header(resource("turned.png"), new ReadLimits(10)))
        .isInstanceOfSatisfying(
            RestorationException.class,
            e -> assertThat(e.problem()).isEqualTo(RestorationProblem.IMAGE_TOO_LARGE));
  }

  private Path resource(String name) throws Exception {
    Path file = folder.resolve(name);
    try (InputStream in = MasterHeaderTest.class.getResourceAsStream("/imaging/" + name)) {
      Files.write(file, Objects.requireNonNull(in, name).readAllBytes());
    }
    return file;
  }
}
