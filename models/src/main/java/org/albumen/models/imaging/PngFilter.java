package org.albumen.models.imaging;

import java.nio.ByteBuffer;

/**
 * Predicts each sample of a row from its neighbours (PNG specification, section 9). Of Sub, Up and
 * Paeth the one with the smallest sum of differences is taken, as section 12.7 advises, the sum
 * being over a part of the row.
 */
final class PngFilter {
  private static final int SUB = 1;
  private static final int UP = 2;
  private static final int PAETH = 4;

  /** Every fifth byte is judged: of pixels of 1 to 8 bytes each channel's bytes in turn. */
  private static final int STEP = 5;

  private final int bytesPerPixel;
  private byte[] above;
  private byte[] row;
  private final byte[] filtered;

  PngFilter(int bytesPerPixel, int width) {
    int length = Math.multiplyExact(bytesPerPixel, width);
    this.bytesPerPixel = bytesPerPixel;
    // One pixel of zeros stands left of the image, so that no column is special.
    this.above = new byte[length + bytesPerPixel];
    this.row = new byte[length + bytesPerPixel];
    this.filtered = new byte[length + 1];
  }

  /** Filters the row at the buffer's position; the answer is valid until the next call. */
  byte[] next(ByteBuffer samples) {
    byte[] finished = above;
    above = row;
    row = finished;
    samples.get(row, bytesPerPixel, row.length - bytesPerPixel);
    int best = best();
    filtered[0] = (byte) best;
    switch (best) {
      case SUB -> difference(row, 0);
      case UP -> difference(above, bytesPerPixel);
      default -> paeth();
    }
    return filtered;
  }

  private int best() {
    int subSum = 0;
    int upSum = 0;
    int paethSum = 0;
    for (int i = bytesPerPixel; i < row.length; i += STEP) {
      int value = row[i];
      int left = row[i - bytesPerPixel] & 0xff;
      int over = above[i] & 0xff;
      subSum += Math.abs((byte) (value - left));
      upSum += Math.abs((byte) (value - over));
      paethSum += Math.abs((byte) (value - predict(left, over, above[i - bytesPerPixel] & 0xff)));
    }
    if (paethSum <= subSum && paethSum <= upSum) {
      return PAETH;
    }
    return subSum <= upSum ? SUB : UP;
  }

  private void difference(byte[] predicted, int from) {
    for (int i = 1; i < filtered.length; i++) {
      filtered[i] = (byte) (row[i - 1 + bytesPerPixel] - predicted[i - 1 + from]);
    }
  }

  private void paeth() {
    for (int i = bytesPerPixel, to = 1; i < row.length; i++, to++) {
      int left = row[i - bytesPerPixel] & 0xff;
      int over = above[i] & 0xff;
      filtered[to] = (byte) (row[i] - predict(left, over, above[i - bytesPerPixel] & 0xff));
    }
  }

  private static int predict(int left, int over, int corner) {
    int toLeft = Math.abs(over - corner);
    int toOver = Math.abs(left - corner);
    int toCorner = Math.abs(left + over - 2 * corner);
    if (toLeft <= toOver && toLeft <= toCorner) {
      return left;
    }
    return toOver <= toCorner ? over : corner;
  }
}
