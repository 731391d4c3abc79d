package org.albumen.models.imaging;

import java.io.IOException;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageInputStreamImpl;

/** Some bytes, then another stream from a position on. The other stream is not closed with this. */
final class SplicedInputStream extends ImageInputStreamImpl {
  private final byte[] start;
  private final ImageInputStream rest;
  private final long restFrom;

  SplicedInputStream(byte[] start, ImageInputStream rest, long restFrom) {
    this.start = start;
    this.rest = rest;
    this.restFrom = restFrom;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    bitOffset = 0;
    int count;
    if (streamPos < start.length) {
      count = (int) Math.min(length, start.length - streamPos);
      System.arraycopy(start, (int) streamPos, to, offset, count);
    } else {
      rest.seek(restFrom + streamPos - start.length);
      count = rest.read(to, offset, length);
    }
    if (count > 0) {
      streamPos += count;
    }
    return count;
  }
}
