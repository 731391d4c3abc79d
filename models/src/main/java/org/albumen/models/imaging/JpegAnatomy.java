package org.albumen.models.imaging;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.stream.ImageInputStream;

/** The marker segments of a JPEG file (ITU-T T.81, annex B), from SOI to EOI. */
final class JpegAnatomy {
  private static final int EOI = 0xd9;
  private static final int SOS = 0xda;
  private static final int APP1 = 0xe1;
  private static final String EXIF = "Exif\0";

  private JpegAnatomy() {}

  /**
   * Decoders fill what is missing of a JPEG with gray and merely warn, so the end is looked for
   * here. Bytes after it are nobody's business.
   */
  static Anatomy examine(ImageInputStream in) throws IOException {
    in.skipBytes(2);
    Orientation orientation = Orientation.UPRIGHT;
    boolean scanned = false;
    int marker = nextMarker(in);
    while (marker != EOI) {
      if (isSegment(marker)) {
        byte[] segment = segment(in);
        if (marker == APP1 && new String(segment, ISO_8859_1).startsWith(EXIF)) {
          orientation =
              Anatomy.exifOrientation(
                  Arrays.copyOfRange(segment, EXIF.length() + 1, segment.length));
        }
        scanned |= marker == SOS;
      }
      marker = nextMarker(in);
    }
    if (!scanned) {
      throw new IOException("no scan before the end of the image");
    }
    return new Anatomy(orientation, null);
  }

  private static byte[] segment(ImageInputStream in) throws IOException {
    int length = in.readUnsignedShort() - 2;
    if (length < 0) {
      throw new IOException("a marker segment of negative length");
    }
    byte[] segment = new byte[length];
    in.readFully(segment);
    return segment;
  }

  /** Skips entropy-coded data: there, 0xff is followed by 0 or by a restart marker. */
  private static int nextMarker(ImageInputStream in) throws IOException {
    while (true) {
      int value = in.read();
      while (value != 0xff) {
        if (value < 0) {
          throw new EOFException("the file ends before the image does");
        }
        value = in.read();
      }
      while (value == 0xff) {
        value = in.read();
      }
      if (value < 0) {
        throw new EOFException("the file ends before the image does");
      }
      if (value != 0) {
        return value;
      }
    }
  }

  /** Restart markers and TEM stand alone, all others but SOI and EOI have a length. */
  private static boolean isSegment(int marker) {
    return marker >= 0xc0 && (marker < 0xd0 || marker > 0xd8);
  }
}
