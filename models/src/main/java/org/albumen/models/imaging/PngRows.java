package org.albumen.models.imaging;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Inflated and unfiltered rows (PNG specification, third edition, sections 9 and 10). */
final class PngRows implements AutoCloseable {
  private final InputStream data;
  private final int pixelBits;
  private final Inflater inflater = new Inflater();
  private final byte[] deflated = new byte[1 << 16];
  private byte[] before = {};
  private byte[] row = {};

  /**
   * Rows of pixels of some number of bits.
   *
   * @param data zlib's stream
   */
  PngRows(InputStream data, int pixelBits) {
    this.data = data;
    this.pixelBits = pixelBits;
  }

  /** Begins an image, or a pass of one, of so many columns. */
  void start(int width) {
    int length = Math.toIntExact(((long) width * pixelBits + 7) / 8);
    before = new byte[length];
    row = new byte[length];
  }

  /** The next row; valid until the row after it is asked for. */
  byte[] next() throws IOException {
    byte[] above = row;
    row = before;
    before = above;
    byte[] filter = new byte[1];
    fill(filter);
    fill(row);
    unfilter(filter[0], Math.max(1, pixelBits / 8));
    return row;
  }

  @Override
  public void close() {
    inflater.end();
  }

  private void fill(byte[] to) throws IOException {
    try {
      for (int size = 0; size < to.length; ) {
        int more = inflater.inflate(to, size, to.length - size);
        size += more;
        if (more == 0 && size < to.length) {
          refill();
        }
      }
    } catch (DataFormatException e) {
      throw new IOException("the image data are no zlib stream: " + e.getMessage(), e);
    }
  }

  private void refill() throws IOException {
    int count = inflater.finished() || inflater.needsDictionary() ? -1 : data.read(deflated);
    if (count < 0) {
      throw new EOFException("the image data end before the image does");
    }
    inflater.setInput(deflated, 0, count);
  }

  private void unfilter(int filter, int step) throws IOException {
    switch (filter) {
      case 0 -> {}
      case 1 -> sub(step);
      case 2 -> up();
      case 3 -> average(step);
      case 4 -> paeth(step);
      default -> throw new IOException("no such filter: " + filter);
    }
  }

  private void sub(int step) {
    for (int i = step; i < row.length; i++) {
      row[i] += row[i - step];
    }
  }

  private void up() {
    for (int i = 0; i < row.length; i++) {
      row[i] += before[i];
    }
  }

  private void average(int step) {
    int first = Math.min(step, row.length);
    for (int i = 0; i < first; i++) {
      row[i] += (byte) ((before[i] & 0xff) >> 1);
    }
    for (int i = first; i < row.length; i++) {
      row[i] += (byte) (((before[i] & 0xff) + (row[i - step] & 0xff)) >> 1);
    }
  }

  private void paeth(int step) {
    int first = Math.min(step, row.length);
    for (int i = 0; i < first; i++) {
      row[i] += before[i];
    }
    for (int i = first; i < row.length; i++) {
      int left = row[i - step] & 0xff;
      int above = before[i] & 0xff;
      int corner = before[i - step] & 0xff;
      int toLeft = Math.abs(above - corner);
      int toAbove = Math.abs(left - corner);
      int toCorner = Math.abs(left + above - 2 * corner);
      if (toLeft <= toAbove && toLeft <= toCorner) {
        row[i] += (byte) left;
      } else {
        row[i] += (byte) (toAbove <= toCorner ? above : corner);
      }
    }
  }
}
