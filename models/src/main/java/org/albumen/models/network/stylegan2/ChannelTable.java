package org.albumen.models.network.stylegan2;

/**
 * How many channels a layer of a given size has: 512 up to 32 pixels, from there a number that
 * halves with every doubling.
 *
 * @param multiplier of the numbers above 32 pixels
 * @param narrow of all numbers
 */
record ChannelTable(int multiplier, double narrow) {
  /** Most layers of a mapping network. */
  static final int DEEPEST = 64;

  private static final int WIDEST = 512;

  ChannelTable {
    if (multiplier < 1 || !(narrow > 0) || narrow > 16) {
      throw new IllegalArgumentException(
          "no network has " + narrow + " times the channels, multiplied by " + multiplier);
    }
  }

  /** Channels at {@code size} pixels, a power of two. */
  long at(long size) {
    long channels = (long) ((size <= 32 ? WIDEST : WIDEST * 32L / size * multiplier) * narrow);
    if (channels < 1) {
      throw new IllegalArgumentException("no channels are left at " + size + " pixels");
    }
    return channels;
  }

  /** Half as many everywhere. */
  ChannelTable halved() {
    return new ChannelTable(multiplier, narrow / 2);
  }

  /** Refuses sizes and widths that no network can have. */
  void require(int size, int styleFeatures, int mappingDepth) {
    log2(size);
    at(4);
    at(size);
    if (styleFeatures < 1 || mappingDepth < 0 || mappingDepth > DEEPEST) {
      throw new IllegalArgumentException(
          "no network has " + styleFeatures + " style features and depth " + mappingDepth);
    }
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
