package org.albumen.models.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.albumen.models.failure.RestorationException;
import org.albumen.models.failure.RestorationProblem;
import org.albumen.models.imaging.raster.RasterRoom;
import org.albumen.models.imaging.raster.RasterShape;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Thousands of damaged files, the same ones each time: each is a master or a refusal with a code,
 * and none leaves memory or a scratch file behind.
 */
class DamagedMasterTest {
  private static final int TRUNCATIONS = 60;
  private static final int FLIPS = 220;
  private static final ReadLimits LIMITS = new ReadLimits(300_000);

  @TempDir static Path folder;

  static Stream<Map.Entry<String, byte[]>> originals() throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    RasterShape deep = new RasterShape(33, 21, 3, 16);
    byte[] samples = Originals.noise(deep, 1);
    byte[] png = Originals.encode(deep, samples, "png", null);
    png = Originals.withChunk(png, "eXIf", Originals.exif(6));
    files.put("deep.png", png);
    files.put(
        "strips.tif",
        new TiffFile(deep, ByteOrder.BIG_ENDIAN)
            .strips(deep, samples, 4, true)
            .numbers(274, TiffFile.SHORT, 8)
            .rational(282, 300, 1)
            .rational(283, 300, 1)
            .text(270, "a description")
            .write(1));
    files.put(
        "tiles.tif",
        new TiffFile(deep, ByteOrder.LITTLE_ENDIAN).tiles(deep, samples, 16, false).write(1));
    files.put(
        "planes.tif", new TiffFile(deep, ByteOrder.LITTLE_ENDIAN).planes(deep, samples).write(1));
    files.put("lzw.tif", Originals.encode(deep, samples, "tiff", "LZW"));
    RasterShape gray = new RasterShape(40, 30, 1, 8);
    byte[] jpeg = Originals.encode(gray, Originals.noise(gray, 2), "jpeg", null);
    files.put("gray.jpg", Originals.withSegment(jpeg, 0xffe1, "Exif\0\0", Originals.exif(5)));
    for (String name :
        new String[] {
          "progressive.jpg",
          "cmyk.jpg",
          "palette.png",
          "jpeg-in.tif",
          "bilevel.tif",
          "cmyk.tif",
          "quadrants.webp",
          "quadrants-lossless.webp",
          "turned.webp",
          "quadrants.bmp"
        }) {
      files.put(name, Files.readAllBytes(Pictures.fixture(name)));
    }
    return files.entrySet().stream();
  }

  @ParameterizedTest
  @MethodSource("originals")
  void isAMasterOrARefusal(Map.Entry<String, byte[]> original) throws Exception {
    // Given
    byte[] whole = original.getValue();
    Random random = new Random(original.getKey().hashCode());
    Map<RestorationProblem, Integer> refusals = new EnumMap<>(RestorationProblem.class);

    // When
    for (int i = 1; i <= TRUNCATIONS; i++) {
      judge(Arrays.copyOf(whole, (int) ((long) whole.length * i / (TRUNCATIONS + 1))), refusals);
    }
    int truncationsRefused = refusals.values().stream().mapToInt(count -> count).sum();
    for (int i = 0; i < FLIPS; i++) {
      byte[] damaged = whole.clone();
      int reach = i % 2 == 0 ? damaged.length : Math.min(damaged.length, 120);
      for (int flips = 0; flips <= i % 5; flips++) {
        damaged[random.nextInt(reach)] ^= (byte) (1 << random.nextInt(8));
      }
      judge(damaged, refusals);
    }

    // Then: no file is cut without its being noticed, and no cause but the file's is named
    assertThat(truncationsRefused).isEqualTo(TRUNCATIONS);
    assertThat(refusals.keySet())
        .isSubsetOf(
            RestorationProblem.EMPTY_SOURCE,
            RestorationProblem.NOT_AN_IMAGE,
            RestorationProblem.UNSUPPORTED_FORMAT,
            RestorationProblem.DAMAGED_IMAGE,
            RestorationProblem.IMAGE_TOO_LARGE);
  }

  private static void judge(byte[] bytes, Map<RestorationProblem, Integer> refusals)
      throws Exception {
    Path file = Files.write(folder.resolve("damaged"), bytes);
    RasterRoom room = new RasterRoom(1 << 20, 1 << 24, folder);
    try (Master master = MasterReader.read(file, LIMITS, room)) {
      assertThat(master.photograph().width()).isEqualTo(master.width());
    } catch (RestorationException refusal) {
      assertThat(refusal.getMessage()).doesNotContain("\n");
      refusals.merge(refusal.problem(), 1, Integer::sum);
    }
    assertThat(room.memoryInUse() + room.scratchInUse()).isZero();
  }
}
