package org.albumen.local.sheet;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.albumen.local.sheet.Entry.Size;

/** A small JPEG of a picture of any size and depth. */
final class Preview {
  static final int LONG_SIDE = 1600;
  private static final float QUALITY = 0.9f;

  private Preview() {}

  /** Writes a JPEG whose long side is at most {@link #LONG_SIDE} and returns its size. */
  static Size write(BufferedImage picture, Path file) throws IOException {
    BufferedImage small = shrink(isGray(picture) ? gray(picture) : picture);
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    try (OutputStream out = Files.newOutputStream(file);
        ImageOutputStream image = ImageIO.createImageOutputStream(out)) {
      ImageWriteParam settings = writer.getDefaultWriteParam();
      settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      settings.setCompressionQuality(QUALITY);
      writer.setOutput(image);
      writer.write(null, new IIOImage(small, null, null), settings);
    } finally {
      writer.dispose();
    }
    return new Size(small.getWidth(), small.getHeight());
  }

  /** Halves until the next half would be too small, so that every source pixel counts. */
  private static BufferedImage shrink(BufferedImage picture) {
    double scale =
        Math.min(1, (double) LONG_SIDE / Math.max(picture.getWidth(), picture.getHeight()));
    int width = (int) Math.max(1, Math.round(picture.getWidth() * scale));
    int height = (int) Math.max(1, Math.round(picture.getHeight() * scale));
    BufferedImage current = picture;
    while (current.getWidth() >= 2 * width && current.getHeight() >= 2 * height) {
      current = draw(current, current.getWidth() / 2, current.getHeight() / 2);
    }
    return draw(current, width, height);
  }

  private static BufferedImage draw(BufferedImage picture, int width, int height) {
    int type =
        picture.getType() == BufferedImage.TYPE_BYTE_GRAY
            ? BufferedImage.TYPE_BYTE_GRAY
            : BufferedImage.TYPE_INT_RGB;
    BufferedImage drawn = new BufferedImage(width, height, type);
    Graphics2D canvas = drawn.createGraphics();
    canvas.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    canvas.drawImage(picture, 0, 0, width, height, Color.WHITE, null);
    canvas.dispose();
    return drawn;
  }

  private static boolean isGray(BufferedImage picture) {
    return picture.getColorModel() instanceof ComponentColorModel model
        && model.getNumComponents() == 1
        && (model.getTransferType() == DataBuffer.TYPE_BYTE
            || model.getTransferType() == DataBuffer.TYPE_USHORT);
  }

  /** The samples as they are: Java2D would take gray for linear light and brighten it. */
  private static BufferedImage gray(BufferedImage picture) {
    if (picture.getType() == BufferedImage.TYPE_BYTE_GRAY) {
      return picture;
    }
    int width = picture.getWidth();
    int shift = picture.getColorModel().getComponentSize(0) - 8;
    BufferedImage gray =
        new BufferedImage(width, picture.getHeight(), BufferedImage.TYPE_BYTE_GRAY);
    Raster samples = picture.getRaster();
    int[] row = new int[width];
    for (int y = 0; y < picture.getHeight(); y++) {
      samples.getSamples(0, y, width, 1, 0, row);
      for (int x = 0; x < width; x++) {
        row[x] >>= shift;
      }
      gray.getRaster().setSamples(0, y, width, 1, 0, row);
    }
    return gray;
  }
}
