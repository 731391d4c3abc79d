package org.albumen.models.network.stylegan2;

/**
 * How many channels a layer of a given size has: 512 up to 32 pixels, from there a number that
 * halves with every doubling.
 *
 * @param multiplier of the numbers above 32 pixels
 * @param narrow of all numbers
 */
record ChannelTable(int multiplier, double narrow) {
  private static final int WIDEST = 512;

  /** Channels at {@code size} pixels, a power of two. */
  long at(long size) {
    return size <= 32
        ? (long) (WIDEST * narrow)
        : (long) (WIDEST * 32L / size * multiplier * narrow);
  }

  /** Half as many everywhere. */
  ChannelTable halved() {
    return new ChannelTable(multiplier, narrow / 2);
  }

  /** The base-2 logarithm of a size that a network can have. */
  static int log2(int size) {
    int log = Integer.numberOfTrailingZeros(size);
    if (size < 8 || size > 2048 || size != 1 << log) {
      throw new IllegalArgumentException("a size is a power of two from 8 to 2048, not " + size);
    }
    return log;
  }
}
