package org.albumen.dispatcher.preview;

import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How a camera was held, as a JPEG's EXIF says (CIPA DC-008, tag 0x0112): 1 to 8, where 1 is
 * upright. Stateless.
 */
final class Orientation {
  static final int UPRIGHT = 1;

  private static final int ORIENTATION = 0x0112;
  private static final int START = 0xFFD8;
  private static final int APP1 = 0xFFE1;
  private static final int SCAN = 0xFFDA;
  private static final int EXIF_HEADER = 6;
  private static final int ENTRY_BYTES = 12;
  private static final int MOST_SEGMENTS = 100;

  private Orientation() {}

  /** A file's orientation; upright where it says none, or is no JPEG. */
  static int of(Path file) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      if (in.readUnsignedShort() != START) {
        return UPRIGHT;
      }
      for (int i = 0; i < MOST_SEGMENTS; i++) {
        int marker = in.readUnsignedShort();
        int length = in.readUnsignedShort() - Short.BYTES;
        if (marker == SCAN || marker < 0xFF00 || length < 0) {
          return UPRIGHT;
        }
        if (marker == APP1 && length > EXIF_HEADER) {
          byte[] segment = in.readNBytes(length);
          if (segment[0] == 'E' && segment[1] == 'x' && segment[2] == 'i') {
            return ofTiff(ByteBuffer.wrap(segment, EXIF_HEADER, length - EXIF_HEADER).slice());
          }
        } else {
          in.skipNBytes(length);
        }
      }
      return UPRIGHT;
    } catch (EOFException e) {
      return UPRIGHT;
    }
  }

  /** The same image, upright. */
  static BufferedImage upright(BufferedImage image, int orientation) {
    if (orientation == UPRIGHT) {
      return image;
    }
    int width = image.getWidth();
    int height = image.getHeight();
    boolean turned = orientation > 4;
    BufferedImage upright =
        new BufferedImage(
            turned ? height : width, turned ? width : height, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = upright.createGraphics();
    pen.drawImage(image, transform(orientation, width, height), null);
    pen.dispose();
    return upright;
  }

  private static AffineTransform transform(int orientation, int w, int h) {
    return switch (orientation) {
      case 2 -> new AffineTransform(-1, 0, 0, 1, w, 0);
      case 3 -> new AffineTransform(-1, 0, 0, -1, w, h);
      case 4 -> new AffineTransform(1, 0, 0, -1, 0, h);
      case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
      case 6 -> new AffineTransform(0, 1, -1, 0, h, 0);
      case 7 -> new AffineTransform(0, -1, -1, 0, h, w);
      case 8 -> new AffineTransform(0, -1, 1, 0, 0, w);
      default -> new AffineTransform();
    };
  }

  private static int ofTiff(ByteBuffer tiff) {
    try {
      tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
      int directory = tiff.getInt(4);
      int entries = Short.toUnsignedInt(tiff.getShort(directory));
      for (int i = 0; i < entries; i++) {
        int entry = directory + Short.BYTES + i * ENTRY_BYTES;
        if (Short.toUnsignedInt(tiff.getShort(entry)) == ORIENTATION) {
          int value = Short.toUnsignedInt(tiff.getShort(entry + 8));
          return value >= 1 && value <= 8 ? value : UPRIGHT;
        }
      }
      return UPRIGHT;
    } catch (IndexOutOfBoundsException e) {
      return UPRIGHT;
    }
  }
}
