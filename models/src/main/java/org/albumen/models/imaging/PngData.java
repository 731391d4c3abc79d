package org.albumen.models.imaging;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import javax.imageio.stream.ImageInputStream;

/** The content of the IDAT chunks that follow one another, their sums checked before. */
final class PngData extends InputStream {
  private static final int IDAT = 0x49444154;

  private final ImageInputStream in;
  private long left;
  private boolean ended;

  /** Begins with the chunk at the stream's position. */
  PngData(ImageInputStream in) throws IOException {
    this.in = in;
    chunk();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    while (left == 0 && !ended) {
      in.readInt(); // the sum
      chunk();
    }
    if (ended) {
      return -1;
    }
    int count = in.read(to, offset, (int) Math.min(length, left));
    if (count < 0) {
      throw new EOFException();
    }
    left -= count;
    return count;
  }

  private void chunk() throws IOException {
    left = in.readUnsignedInt();
    ended = in.readInt() != IDAT;
  }
}
