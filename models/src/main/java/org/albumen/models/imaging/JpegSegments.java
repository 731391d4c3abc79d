package org.albumen.models.imaging;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;

/** The marker segments of a JPEG file (ITU-T T.81, annex B), from SOI to EOI. */
final class JpegSegments {
  private static final int SOF0 = 0xc0;
  private static final int SOF2 = 0xc2;
  private static final int SOF15 = 0xcf;
  private static final int EOI = 0xd9;
  private static final int SOS = 0xda;
  private static final int APP0 = 0xe0;
  private static final int APP14 = 0xee;
  private static final int APP15 = 0xef;
  private static final int COM = 0xfe;

  /** Progressive files have ten or so; each is a pass over the whole image. */
  private static final int MOST_SCANS = 500;

  private final ImageInputStream in;
  private final Findings findings = new Findings();
  private final JpegMetadata metadata = new JpegMetadata(findings);
  private final ByteArrayOutputStream start = new ByteArrayOutputStream();
  private int width;
  private int height;
  private int components;
  private int precision;
  private boolean progressive;
  private @Nullable Integer adobeTransform;
  private long firstScan;
  private int scans;

  JpegSegments(ImageInputStream in) {
    this.in = in;
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  int components() {
    return components;
  }

  int precision() {
    return precision;
  }

  boolean progressive() {
    return progressive;
  }

  /** 0 for RGB or CMYK, 1 for YCbCr, 2 for YCCK; null without Adobe's marker. */
  @Nullable Integer adobeTransform() {
    return adobeTransform;
  }

  Findings findings() {
    return findings;
  }

  /** Reads up to the frame header. */
  void header() throws IOException {
    in.seek(2);
    while (components == 0) {
      int marker = nextMarker();
      if (marker == EOI || marker == SOS) {
        throw new IOException("no frame header before the image");
      }
      if (isSegment(marker)) {
        byte[] segment = segment();
        if (isFrame(marker)) {
          frame(marker, segment);
        }
      }
    }
  }

  /**
   * Decoders fill what is missing of a JPEG with gray and merely warn, so the end is looked for
   * here. Bytes after it are nobody's business.
   */
  void walk() throws IOException {
    in.seek(2);
    start.write(0xff);
    start.write(0xd8);
    int marker = nextMarker();
    while (marker != EOI) {
      long at = in.getStreamPosition() - 2;
      if (isSegment(marker)) {
        byte[] segment = segment();
        if (marker == SOS) {
          firstScan = scans == 0 ? at : firstScan;
          if (++scans > MOST_SCANS) {
            throw new IOException("more than " + MOST_SCANS + " scans");
          }
        } else {
          keep(marker, segment);
        }
      }
      marker = nextMarker();
    }
    if (scans == 0) {
      throw new IOException("no scan before the end of the image");
    }
    metadata.finish();
  }

  /** The file without what is no business of a decoder's. */
  ImageInputStream withoutMetadata() {
    return new SplicedInputStream(start.toByteArray(), in, firstScan);
  }

  private void keep(int marker, byte[] segment) {
    boolean application = marker >= APP0 && marker <= APP15;
    if (application || marker == COM) {
      metadata.keep(marker, segment);
    }
    if (marker == APP14 && segment.length >= 12 && segment[0] == 'A') {
      adobeTransform = segment[11] & 0xff;
    }
    boolean needed = marker != COM && (!application || marker == APP14 || isJfif(marker, segment));
    if (needed && scans == 0) {
      start.write(0xff);
      start.write(marker);
      start.write((segment.length + 2) >> 8);
      start.write(segment.length + 2);
      start.write(segment, 0, segment.length);
    }
  }

  private static boolean isJfif(int marker, byte[] segment) {
    return marker == APP0 && segment.length >= 14 && segment[0] == 'J' && segment[3] == 'F';
  }

  private static boolean isFrame(int marker) {
    return marker >= SOF0 && marker <= SOF15 && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
  }

  private void frame(int marker, byte[] segment) throws IOException {
    if (segment.length < 6) {
      throw new IOException("the frame header is too short");
    }
    if (marker > SOF2) {
      throw new UnsupportedOperationException(
          marker == 0xc3 ? "lossless coding" : "arithmetic or hierarchical coding");
    }
    progressive = marker == SOF2;
    precision = segment[0] & 0xff;
    height = (segment[1] & 0xff) << 8 | (segment[2] & 0xff);
    width = (segment[3] & 0xff) << 8 | (segment[4] & 0xff);
    components = segment[5] & 0xff;
    if (components == 0) {
      throw new IOException("no components");
    }
  }

  private byte[] segment() throws IOException {
    int length = in.readUnsignedShort() - 2;
    if (length < 0) {
      throw new IOException("a marker segment of negative length");
    }
    byte[] segment = new byte[length];
    in.readFully(segment);
    return segment;
  }

  /** Skips entropy-coded data: there, 0xff is followed by 0 or by a restart marker. */
  private int nextMarker() throws IOException {
    byte[] block = new byte[1 << 13];
    boolean after = false;
    while (true) {
      long at = in.getStreamPosition();
      int count = in.read(block);
      if (count < 0) {
        throw new EOFException("the file ends before the image does");
      }
      for (int i = 0; i < count; i++) {
        int value = block[i] & 0xff;
        boolean restart = value >= 0xd0 && value <= 0xd7;
        if (after && value != 0 && value != 0xff && !restart) {
          in.seek(at + i + 1);
          return value;
        }
        after = value == 0xff;
      }
    }
  }

  /** TEM stands alone, all others but SOI and EOI have a length. */
  private static boolean isSegment(int marker) {
    return marker >= SOF0 && marker != 0xd8 && marker != EOI;
  }
}
