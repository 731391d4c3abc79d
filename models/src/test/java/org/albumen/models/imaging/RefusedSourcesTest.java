package org.albumen.models.imaging;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.albumen.models.failure.RestorationProblem.DAMAGED_IMAGE;
import static org.albumen.models.failure.RestorationProblem.EMPTY_SOURCE;
import static org.albumen.models.failure.RestorationProblem.IMAGE_TOO_LARGE;
import static org.albumen.models.failure.RestorationProblem.NOT_AN_IMAGE;
import static org.albumen.models.failure.RestorationProblem.UNSUPPORTED_FORMAT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import org.albumen.models.failure.RestorationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefusedSourcesTest {
  @TempDir Path folder;

  @Test
  void refusesAnEmptyFile() throws Exception {
    assertThat(refusal(new byte[0]).problem()).isEqualTo(EMPTY_SOURCE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Dear archive, please find enclosed",
        "BMP files are large",
        "PK\3\4zip",
        "<html><body>404</body></html>",
        "P",
        "\u00ff",
        "RIFF\0\0\0\0WAVEfmt "
      })
  void refusesWhatIsNoImage(String content) throws Exception {
    assertThat(refusal(content.getBytes(ISO_8859_1)).problem()).isEqualTo(NOT_AN_IMAGE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GIF89a             | GIF",
        "0000ftypheic       | HEIC",
        "0000ftypavif       | AVIF",
        "8BPS               | Photoshop",
        "%PDF-1.7           | PDF",
        "P6 4 4 255         | Netpbm",
        "II*0....CR         | Canon",
        "%!PS-Adobe         | PostScript"
      })
  void namesTheFormatItDoesNotDecode(String start, String name) throws Exception {
    // Given
    byte[] bytes = Arrays.copyOf(start.replace("0", "\0").getBytes(ISO_8859_1), 64);

    // When
    RestorationException refusal = refusal(bytes);

    // Then
    assertThat(refusal.problem()).isEqualTo(UNSUPPORTED_FORMAT);
    assertThat(refusal).hasMessageContaining(name);
  }

  @Test
  void refusesHugeHeadersBeforeTakingMemory() throws Exception {
    // Given: a header that promises 10.8 GB, and nothing behind it
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    DataOutputStream png = new DataOutputStream(out);
    png.write("\u0089PNG\r\n\u001a\n".getBytes(ISO_8859_1));
    ByteBuffer header = ByteBuffer.allocate(17);
    header.put("IHDR".getBytes(ISO_8859_1)).putInt(60_000).putInt(60_000);
    header.put((byte) 8).put((byte) 2);
    CRC32 sum = new CRC32();
    sum.update(header.array());
    png.writeInt(13);
    png.write(header.array());
    png.writeInt((int) sum.getValue());

    // When
    RestorationException refusal = refusal(out.toByteArray());

    // Then
    assertThat(refusal.problem()).isEqualTo(IMAGE_TOO_LARGE);
    assertThat(refusal).hasMessageContaining("60000x60000");
  }

  @Test
  void judgesByTheLimitsGiven() throws Exception {
    // Given
    Path file = Pictures.sample("astronaut.png");

    // When
    RestorationException refusal =
        catchThrowableOfType(
            RestorationException.class,
            () -> PhotographReader.read(file, new ReadLimits(320 * 320 - 1)));

    // Then
    assertThat(refusal.problem()).isEqualTo(IMAGE_TOO_LARGE);
    assertThat(PhotographReader.read(file, new ReadLimits(320 * 320)).width()).isEqualTo(320);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "grace-hopper.jpg",
        "nagasaki-boats-1865.jpg",
        "astronaut.png",
        "alpine-landscape-1865.tif"
      })
  void refusesEveryTruncatedSample(String name) throws Exception {
    assertTruncationsRefused(Files.readAllBytes(Pictures.sample(name)), 40);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "quadrants.webp",
        "quadrants-lossless.webp",
        "quadrants.bmp",
        "deflate.tif",
        "jpeg-in.tif",
        "cmyk.jpg",
        "progressive.jpg",
        "turned.tif"
      })
  void refusesEveryTruncatedFixture(String name) throws Exception {
    assertTruncationsRefused(Files.readAllBytes(Pictures.fixture(name)), 200);
  }

  @Test
  void doesNotMindBytesAfterTheEnd() throws Exception {
    // Given
    byte[] jpeg = Files.readAllBytes(Pictures.sample("grace-hopper.jpg"));
    byte[] longer = Arrays.copyOf(jpeg, jpeg.length + 1000);
    Arrays.fill(longer, jpeg.length, longer.length, (byte) 'x');

    // When
    Photograph photograph =
        PhotographReader.read(Files.write(folder.resolve("a.jpg"), longer), ReadLimits.DEFAULT);

    // Then
    assertThat(photograph).isEqualTo(Pictures.read("grace-hopper.jpg"));
  }

  @Test
  void refusesAPngWhoseBytesWereFlipped() throws Exception {
    // Given
    byte[] png = Files.readAllBytes(Pictures.sample("astronaut.png"));
    png[png.length / 2] ^= 1;

    // Then
    assertThat(refusal(png).problem()).isEqualTo(DAMAGED_IMAGE);
  }

  @Test
  void refusesJpegDataThatDoNotDecode() throws Exception {
    // Given: noise in the middle of the scan, the end marker in place
    byte[] jpeg = Files.readAllBytes(Pictures.sample("grace-hopper.jpg"));
    Arrays.fill(jpeg, jpeg.length / 2, jpeg.length * 3 / 4, (byte) 0);

    // Then
    assertThat(refusal(jpeg).problem()).isEqualTo(DAMAGED_IMAGE);
  }

  @Test
  void survivesARandomlyDamagedFile() throws Exception {
    // Given
    Random random = new Random(1);
    for (String name :
        new String[] {"deflate.tif", "quadrants.bmp", "quadrants.webp", "cmyk.jpg"}) {
      byte[] whole = Files.readAllBytes(Pictures.fixture(name));
      for (int round = 0; round < 300; round++) {
        byte[] bytes = whole.clone();
        for (int flips = 0; flips < 3; flips++) {
          bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        Path file = Files.write(folder.resolve("damaged"), bytes);

        // When
        try {
          Photograph photograph = PhotographReader.read(file, new ReadLimits(1_000_000));

          // Then: a picture or a refusal, nothing else is thrown
          assertThat(photograph.width()).isPositive();
        } catch (RestorationException refusal) {
          assertThat(refusal.getMessage()).doesNotContain("\n");
        }
      }
    }
  }

  @Test
  void refusesFloatingPointSamples() throws Exception {
    // Given: the last tag of the directory becomes SampleFormat 3, IEEE floating point
    byte[] tiff = Files.readAllBytes(Pictures.fixture("gray16.tif"));
    ByteBuffer view = ByteBuffer.wrap(tiff).order(ByteOrder.LITTLE_ENDIAN);
    int directory = view.getInt(4);
    int last = directory + 2 + 12 * (view.getShort(directory) - 1);
    view.putShort(last, (short) 339).putShort(last + 2, (short) 3);
    view.putInt(last + 4, 1).putInt(last + 8, 3);

    // Then
    assertThat(refusal(tiff).problem()).isEqualTo(UNSUPPORTED_FORMAT);
  }

  @Test
  void refusesImagesOfNoPixels() throws Exception {
    // Given
    byte[] bmp = Pictures.encode(new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB), "bmp");
    ByteBuffer.wrap(bmp).order(ByteOrder.LITTLE_ENDIAN).putInt(18, 0);

    // Then
    assertThat(refusal(bmp).problem()).isEqualTo(DAMAGED_IMAGE);
  }

  private void assertTruncationsRefused(byte[] whole, int steps) throws Exception {
    for (int step = 1; step <= steps; step++) {
      int length = (int) ((long) whole.length * step / (steps + 1));
      if (length >= 16) {
        RestorationException refusal = refusal(Arrays.copyOf(whole, length));
        assertThat(refusal.problem()).as("%d bytes", length).isEqualTo(DAMAGED_IMAGE);
      }
    }
    assertThat(refusal(Arrays.copyOf(whole, whole.length - 2)).problem()).isEqualTo(DAMAGED_IMAGE);
  }

  private RestorationException refusal(byte[] bytes) throws Exception {
    Path file = Files.write(folder.resolve("photograph.jpg"), bytes);
    RestorationException refusal =
        catchThrowableOfType(
            RestorationException.class, () -> PhotographReader.read(file, ReadLimits.DEFAULT));
    assertThat(refusal).as("a file of %d bytes", bytes.length).isNotNull();
    assertThat(refusal.getMessage()).doesNotContain("\n");
    return refusal;
  }
}
