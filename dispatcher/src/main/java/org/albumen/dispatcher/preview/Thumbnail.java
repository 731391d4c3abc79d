package org.albumen.dispatcher.preview;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.ObjectRef;

/** Reads an image small: 8-bit RGB, upright. Stateless. */
final class Thumbnail {
  /** More than any scanner gives; a decoder may hold the whole of a progressive JPEG. */
  private static final long MOST_PIXELS = 300_000_000;

  /** A row or column is left out only while twice the wanted number remain, to be averaged. */
  private static final int KEPT = 2;

  /** No more are held at once, however long and narrow the image is. */
  private static final double READ_PIXELS = 24e6;

  /** A preview is no more than so many times as long as it is wide. */
  private static final int LONGEST = 4;

  private static final int BITS = 8;

  private Thumbnail() {}

  /**
   * @param ref names the image in messages
   */
  static BufferedImage of(Path file, ObjectRef ref, int width) throws AlbumenException {
    try (FileImageInputStream in = new FileImageInputStream(file.toFile())) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw new AlbumenException(
            FailureCode.UNSUPPORTED_FORMAT,
            ref + " is no JPEG, PNG, TIFF or BMP, of which alone previews are made");
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in, true, true);
        int orientation = Orientation.of(file);
        BufferedImage read = read(reader, ref, orientation > 4 ? -width : width);
        return Orientation.upright(
            scaled(rgb(read), orientation > 4 ? -width : width), orientation);
      } finally {
        reader.dispose();
      }
    } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
      // javax.imageio's decoders throw all of these at damaged files
      throw new AlbumenException(
          FailureCode.IMAGE_DAMAGED, ref + " cannot be decoded for a preview", e);
    }
  }

  /**
   * @param wanted pixels across; less than 0: down
   */
  private static BufferedImage read(ImageReader reader, ObjectRef ref, int wanted)
      throws IOException, AlbumenException {
    int width = reader.getWidth(0);
    int height = reader.getHeight(0);
    if ((long) width * height > MOST_PIXELS) {
      throw new AlbumenException(
          FailureCode.IMAGE_TOO_LARGE,
          ref
              + " has "
              + (long) width * height
              + " pixels; previews are made up to "
              + MOST_PIXELS);
    }
    int step = Math.max(1, (wanted > 0 ? width / wanted : height / -wanted) / KEPT);
    step = Math.max(step, (int) Math.ceil(Math.sqrt((double) width * height / READ_PIXELS)));
    ImageReadParam how = reader.getDefaultReadParam();
    how.setSourceSubsampling(step, step, 0, 0);
    return reader.read(0, how);
  }

  private static BufferedImage scaled(BufferedImage image, int wanted) {
    double across = wanted > 0 ? image.getWidth() : image.getHeight();
    double down = wanted > 0 ? image.getHeight() : image.getWidth();
    double most = Math.abs(wanted);
    double scale = Math.min(1, Math.min(most / across, LONGEST * most / down));
    int width = Math.max(1, (int) Math.round(image.getWidth() * scale));
    int height = Math.max(1, (int) Math.round(image.getHeight() * scale));
    return drawn(image, width, height);
  }

  private static BufferedImage rgb(BufferedImage image) {
    boolean gray = image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY;
    return gray ? grayAsItStands(image) : drawn(image, image.getWidth(), image.getHeight());
  }

  private static BufferedImage drawn(BufferedImage image, int width, int height) {
    BufferedImage rgb = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = rgb.createGraphics();
    pen.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    pen.drawImage(image, 0, 0, width, height, null);
    pen.dispose();
    return rgb;
  }

  /** Java takes gray samples for linear light and would brighten them; files mean sRGB. */
  private static BufferedImage grayAsItStands(BufferedImage image) {
    Raster raster = image.getRaster();
    int shift = Math.max(0, raster.getSampleModel().getSampleSize(0) - BITS);
    BufferedImage rgb =
        new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
    int[] row = new int[image.getWidth()];
    for (int y = 0; y < image.getHeight(); y++) {
      raster.getSamples(0, y, row.length, 1, 0, row);
      for (int x = 0; x < row.length; x++) {
        int value = (row[x] >>> shift) & 0xFF;
        row[x] = value << 16 | value << 8 | value;
      }
      rgb.setRGB(0, y, row.length, 1, row, 0, row.length);
    }
    return rgb;
  }
}
