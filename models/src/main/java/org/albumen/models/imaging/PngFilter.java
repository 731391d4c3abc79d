package org.albumen.models.imaging;

import java.nio.ByteBuffer;

/**
 * Predicts each sample of a row from its neighbours (PNG specification, section 9). Of Sub, Up and
 * Paeth the one with the smallest sum of differences is taken, as section 12.7 advises.
 */
final class PngFilter {
  private static final int SUB = 1;
  private static final int UP = 2;
  private static final int PAETH = 4;

  private final int bytesPerPixel;
  private byte[] above;
  private byte[] row;
  private final byte[][] candidates;

  PngFilter(int bytesPerPixel, int width) {
    int length = Math.multiplyExact(bytesPerPixel, width);
    this.bytesPerPixel = bytesPerPixel;
    // One pixel of zeros stands left of the image, so that no column is special.
    this.above = new byte[length + bytesPerPixel];
    this.row = new byte[length + bytesPerPixel];
    this.candidates =
        new byte[][] {new byte[length + 1], new byte[length + 1], new byte[length + 1]};
    candidates[0][0] = SUB;
    candidates[1][0] = UP;
    candidates[2][0] = PAETH;
  }

  /** Filters the row at the buffer's position; the answer is valid until the next call. */
  byte[] next(ByteBuffer samples) {
    byte[] finished = above;
    above = row;
    row = finished;
    samples.get(row, bytesPerPixel, row.length - bytesPerPixel);
    byte[] sub = candidates[0];
    byte[] up = candidates[1];
    byte[] paeth = candidates[2];
    int subSum = 0;
    int upSum = 0;
    int paethSum = 0;
    for (int i = bytesPerPixel, to = 1; i < row.length; i++, to++) {
      int value = row[i];
      int left = row[i - bytesPerPixel] & 0xff;
      int over = above[i] & 0xff;
      sub[to] = (byte) (value - left);
      up[to] = (byte) (value - over);
      paeth[to] = (byte) (value - predict(left, over, above[i - bytesPerPixel] & 0xff));
      subSum += Math.abs(sub[to]);
      upSum += Math.abs(up[to]);
      paethSum += Math.abs(paeth[to]);
    }
    if (paethSum <= subSum && paethSum <= upSum) {
      return paeth;
    }
    return subSum <= upSum ? sub : up;
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
