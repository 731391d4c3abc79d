package org.albumen.local.fleet;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

/** Photographs for tests, made from the samples, and files that are none. */
public final class Samples {
  /** The repository's samples, as seen from this module. */
  public static final Path FOLDER = Path.of("..", "..", "samples").toAbsolutePath().normalize();

  private static final byte[] PNG_SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

  private Samples() {}

  /** A piece of a sample, its top left corner at (x, y), as a PNG. */
  public static Path crop(String sample, int x, int y, int width, int height, Path file) {
    try {
      BufferedImage whole = ImageIO.read(FOLDER.resolve(sample).toFile());
      ImageIO.write(whole.getSubimage(x, y, width, height), "png", file.toFile());
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A sample many times beside and below itself, as a PNG. */
  public static Path tiled(String sample, int columns, int rows, Path file) {
    try {
      BufferedImage one = ImageIO.read(FOLDER.resolve(sample).toFile());
      int width = one.getWidth();
      int height = one.getHeight();
      BufferedImage all =
          new BufferedImage(width * columns, height * rows, BufferedImage.TYPE_INT_RGB);
      for (int i = 0; i < columns * rows; i++) {
        all.createGraphics().drawImage(one, i % columns * width, i / columns * height, null);
      }
      ImageIO.write(all, "png", file.toFile());
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static void text(Path file) throws IOException {
    Files.writeString(file, "Minutes of the meeting of 24 October 1927.\n");
  }

  public static void empty(Path file) throws IOException {
    Files.write(file, new byte[0]);
  }

  /** A JPEG that ends in its middle. */
  public static void truncated(Path file) throws IOException {
    byte[] whole = Files.readAllBytes(FOLDER.resolve("grace-hopper.jpg"));
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
  }

  /** A few hundred bytes that say they are 60,000 x 60,000 pixels. */
  public static void bomb(Path file) throws IOException {
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(header)) {
      out.writeBytes("IHDR");
      out.writeInt(60_000);
      out.writeInt(60_000);
      out.write(new byte[] {8, 2, 0, 0, 0});
    }
    CRC32 crc = new CRC32();
    crc.update(header.toByteArray());
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(png)) {
      out.write(PNG_SIGNATURE);
      out.writeInt(header.size() - 4);
      out.write(header.toByteArray());
      out.writeInt((int) crc.getValue());
      out.write(new byte[300]);
    }
    Files.write(file, png.toByteArray());
  }

  /** The beginning of a Photoshop document. */
  public static void photoshop(Path file) throws IOException {
    byte[] bytes = Arrays.copyOf("8BPS".getBytes(StandardCharsets.US_ASCII), 500);
    bytes[5] = 1;
    Files.write(file, bytes);
  }
}
