package org.albumen.bench.chaos;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.albumen.common.failure.FailureCode;
import org.jspecify.annotations.Nullable;

/** A small photograph that nobody took, or a file that only looks like one. Immutable. */
final class MadePhotograph {
  private static final List<MadePhotograph> GOOD =
      List.of(
          good("color", "png", BufferedImage.TYPE_INT_RGB, 96, 128),
          good("gray", "png", BufferedImage.TYPE_BYTE_GRAY, 120, 90),
          good("deep", "png", BufferedImage.TYPE_USHORT_GRAY, 64, 64),
          good("jpeg", "jpg", BufferedImage.TYPE_INT_RGB, 160, 120),
          good("grayjpeg", "jpg", BufferedImage.TYPE_BYTE_GRAY, 100, 140),
          good("bitmap", "bmp", BufferedImage.TYPE_INT_RGB, 80, 80),
          good("tiff", "tif", BufferedImage.TYPE_INT_RGB, 72, 110));

  private static final List<MadePhotograph> BAD =
      List.of(
          new MadePhotograph(
              "text",
              "jpg",
              "A list of plates, by hand.\n".getBytes(StandardCharsets.UTF_8),
              FailureCode.NOT_AN_IMAGE),
          new MadePhotograph("short", "png", firstHalf(GOOD.get(0)), FailureCode.IMAGE_DAMAGED),
          new MadePhotograph("empty", "tif", new byte[0], FailureCode.SOURCE_EMPTY));

  private final String name;
  private final String suffix;
  private final byte[] bytes;
  private final @Nullable FailureCode failure;

  private MadePhotograph(String name, String suffix, byte[] bytes, @Nullable FailureCode failure) {
    this.name = name;
    this.suffix = suffix;
    this.bytes = bytes;
    this.failure = failure;
  }

  /** Those that must be restored; no two are alike. */
  static List<MadePhotograph> good() {
    return GOOD;
  }

  /** Those whose jobs must fail. */
  static List<MadePhotograph> bad() {
    return BAD;
  }

  /** The name of its content. */
  String name() {
    return name;
  }

  /** The bytes of its file. */
  byte[] bytes() {
    return bytes.clone();
  }

  /** The failure with which its job must end; null when it must be restored. */
  @Nullable FailureCode failure() {
    return failure;
  }

  /** {@code <name>.<suffix>}. */
  String fileName() {
    return name + "." + suffix;
  }

  private static byte[] firstHalf(MadePhotograph whole) {
    return Arrays.copyOf(whole.bytes, whole.bytes.length / 2);
  }

  private static MadePhotograph good(String name, String suffix, int type, int width, int height) {
    BufferedImage image = new BufferedImage(width, height, type);
    Random grain = new Random(name.hashCode());
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int red = 255 * x / width;
        int green = 255 * y / height;
        int blue = grain.nextInt(256);
        image.setRGB(x, y, red << 16 | green << 8 | blue);
      }
    }
    String format = suffix.equals("tif") ? "tiff" : suffix;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(image, format, bytes)) {
        throw new IllegalStateException("Java writes no " + format + " of this kind");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new MadePhotograph(name, suffix, bytes.toByteArray(), null);
  }
}
