package org.albumen.models.imaging;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Arrays;
import javax.imageio.stream.ImageInputStream;

/** The chunks of a WebP file (RFC 9649). */
final class WebpAnatomy {
  private static final int LARGEST_EXIF = 1 << 20;

  private WebpAnatomy() {}

  static Anatomy examine(ImageInputStream in) throws IOException {
    in.setByteOrder(ByteOrder.LITTLE_ENDIAN);
    try {
      in.skipBytes(4);
      long end = 8 + in.readUnsignedInt();
      if (end > in.length()) {
        throw new EOFException("the file ends before the image does");
      }
      in.skipBytes(4);
      Orientation orientation = Orientation.UPRIGHT;
      while (in.getStreamPosition() + 8 <= end) {
        byte[] name = new byte[4];
        in.readFully(name);
        long length = in.readUnsignedInt();
        long next = in.getStreamPosition() + length + (length & 1);
        String type = new String(name, ISO_8859_1);
        if (type.equals("ANMF")) {
          throw new UnsupportedOperationException("an animation");
        } else if (type.equals("EXIF") && length <= LARGEST_EXIF) {
          orientation = exif(in, (int) length);
        }
        in.seek(next);
      }
      return new Anatomy(orientation, null);
    } finally {
      in.setByteOrder(ByteOrder.BIG_ENDIAN);
    }
  }

  /** Some writers keep the prefix that JPEG puts before the block. */
  private static Orientation exif(ImageInputStream in, int length) throws IOException {
    byte[] block = new byte[length];
    in.readFully(block);
    boolean prefixed = new String(block, ISO_8859_1).startsWith("Exif\0\0");
    return Anatomy.exifOrientation(prefixed ? Arrays.copyOfRange(block, 6, length) : block);
  }
}
