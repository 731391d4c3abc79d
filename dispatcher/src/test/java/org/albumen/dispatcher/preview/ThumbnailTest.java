package org.albumen.dispatcher.preview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.ObjectRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThumbnailTest {
  private static final ObjectRef REF = new ObjectRef("archive", "a");

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"jpeg", "png", "tiff", "bmp"})
  void everyFormatIsMadeSmall(String format) throws Exception {
    // Given
    Path file = folder.resolve("a");
    ImageIO.write(halves(800, 400), format, file.toFile());

    // When
    BufferedImage small = Thumbnail.of(file, REF, 100);

    // Then
    assertThat(small.getWidth()).isEqualTo(100);
    assertThat(small.getHeight()).isEqualTo(50);
    assertThat(isRed(small, 10, 25)).isTrue();
    assertThat(isRed(small, 90, 25)).isFalse();
  }

  @Test
  void aSmallImageKeepsItsSize() throws Exception {
    // Given
    Path file = folder.resolve("a");
    ImageIO.write(halves(80, 40), "png", file.toFile());

    // Then
    assertThat(Thumbnail.of(file, REF, 100).getWidth()).isEqualTo(80);
  }

  /** Where the left, red half of the picture is when it is upright. */
  @ParameterizedTest
  @CsvSource({"1, 10, 25", "3, 90, 25", "6, 50, 20", "8, 50, 180"})
  void aCameraThatWasTurnedIsTurnedBack(int orientation, int x, int y) throws Exception {
    // Given
    Path file = folder.resolve("a");
    Files.write(file, turned(halves(800, 400), orientation));

    // When
    BufferedImage small = Thumbnail.of(file, REF, 100);

    // Then
    assertThat(small.getWidth()).isEqualTo(100);
    assertThat(small.getHeight()).isEqualTo(orientation > 4 ? 200 : 50);
    assertThat(isRed(small, x, y)).isTrue();
  }

  @Test
  void grayOfSixteenBitsIsAsBrightAsItStands() throws Exception {
    // Given
    BufferedImage gray = new BufferedImage(200, 100, BufferedImage.TYPE_USHORT_GRAY);
    int[] row = new int[200];
    Arrays.fill(row, 0x6000);
    for (int y = 0; y < 100; y++) {
      gray.getRaster().setSamples(0, y, 200, 1, 0, row);
    }
    Path file = folder.resolve("a");
    ImageIO.write(gray, "png", file.toFile());

    // When
    BufferedImage small = Thumbnail.of(file, REF, 100);

    // Then
    assertThat(small.getRGB(50, 25) & 0xFF).isBetween(0x5E, 0x62);
  }

  @Test
  void whatIsNoImageOrEndsEarlyIsRefused() throws Exception {
    // Given
    Path text = Files.writeString(folder.resolve("text"), "no image");
    Path whole = folder.resolve("whole");
    ImageIO.write(halves(800, 400), "png", whole.toFile());
    byte[] bytes = Files.readAllBytes(whole);
    Path broken = Files.write(folder.resolve("broken"), Arrays.copyOf(bytes, bytes.length / 3));

    // Then
    assertThatThrownBy(() -> Thumbnail.of(text, REF, 100))
        .satisfies(e -> code(e, FailureCode.UNSUPPORTED_FORMAT));
    assertThatThrownBy(() -> Thumbnail.of(broken, REF, 100))
        .satisfies(e -> code(e, FailureCode.IMAGE_DAMAGED));
  }

  private static void code(Throwable e, FailureCode code) {
    assertThat(((AlbumenException) e).code()).isEqualTo(code);
  }

  /** Red to the left, blue to the right. */
  private static BufferedImage halves(int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = image.createGraphics();
    pen.setColor(Color.RED);
    pen.fillRect(0, 0, width / 2, height);
    pen.setColor(Color.BLUE);
    pen.fillRect(width / 2, 0, width / 2, height);
    pen.dispose();
    return image;
  }

  private static boolean isRed(BufferedImage image, int x, int y) {
    Color color = new Color(image.getRGB(x, y));
    return color.getRed() > 200 && color.getBlue() < 60;
  }

  /** A JPEG whose EXIF has one entry, the orientation. */
  private static byte[] turned(BufferedImage image, int orientation) throws Exception {
    ByteArrayOutputStream plain = new ByteArrayOutputStream();
    ImageIO.write(image, "jpeg", plain);
    byte[] exif = {
      (byte) 0xFF,
      (byte) 0xE1,
      0,
      34,
      'E',
      'x',
      'i',
      'f',
      0,
      0,
      'M',
      'M',
      0,
      42,
      0,
      0,
      0,
      8,
      0,
      1,
      0x01,
      0x12,
      0,
      3,
      0,
      0,
      0,
      1,
      0,
      (byte) orientation,
      0,
      0,
      0,
      0,
      0,
      0
    };
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.write(plain.toByteArray(), 0, 2);
    whole.write(exif);
    whole.write(plain.toByteArray(), 2, plain.size() - 2);
    return whole.toByteArray();
  }
}
