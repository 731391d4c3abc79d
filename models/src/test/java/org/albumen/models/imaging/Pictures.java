package org.albumen.models.imaging;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Photographs and fixtures that tests share. */
public final class Pictures {
  private Pictures() {}

  /** One of the repository's sample photographs. */
  public static Path sample(String name) {
    return Path.of("..", "samples", name);
  }

  static Path fixture(String name) {
    return Path.of("src", "test", "resources", "imaging", name);
  }

  /** The sample, decoded. */
  public static Photograph read(String sample) throws Exception {
    return PhotographReader.read(sample(sample), ReadLimits.DEFAULT);
  }

  /** 29 people, their faces about 13 pixels wide: 496x216. */
  public static Photograph group() throws Exception {
    return PhotographReader.read(fixture("solvay-1927-group.png"), ReadLimits.DEFAULT);
  }

  /** A part of a photograph. */
  public static Photograph crop(Photograph whole, int left, int top, int width, int height) {
    Photograph part = Photograph.black(width, height);
    ByteBuffer to = part.rgb();
    ByteBuffer from = whole.rgb();
    for (int y = 0; y < height; y++) {
      to.put(to.position(), from, ((top + y) * whole.width() + left) * 3, width * 3);
      to.position(to.position() + width * 3);
    }
    return part;
  }

  /** Red, green and blue of one pixel. */
  static int[] pixel(Photograph photograph, int x, int y) {
    ByteBuffer rgb = photograph.rgb();
    int i = (y * photograph.width() + x) * 3;
    return new int[] {rgb.get(i) & 0xff, rgb.get(i + 1) & 0xff, rgb.get(i + 2) & 0xff};
  }

  static byte[] encode(BufferedImage image, String format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (!ImageIO.write(image, format, out)) {
      throw new IOException("no writer for " + format);
    }
    return out.toByteArray();
  }

  /** Root mean square difference of the samples, 0 to 255. */
  public static double rms(Photograph a, Photograph b) {
    ByteBuffer left = a.rgb();
    ByteBuffer right = b.rgb();
    double sum = 0;
    for (int i = 0; i < left.capacity(); i++) {
      int difference = (left.get(i) & 0xff) - (right.get(i) & 0xff);
      sum += difference * difference;
    }
    return Math.sqrt(sum / left.capacity());
  }
}
