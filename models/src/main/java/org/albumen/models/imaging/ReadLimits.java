package org.albumen.models.imaging;

/**
 * What a reader accepts; judged by the file's header, before memory is taken.
 *
 * @param maxPixels most pixels (width x height) of a photograph
 * @param maxBytes most bytes of its decoded samples
 */
public record ReadLimits(long maxPixels, long maxBytes) {
  /** 100 million pixels of any kind. */
  public static final ReadLimits DEFAULT = new ReadLimits(100_000_000);

  private static final int LARGEST_PIXEL = 8;

  public ReadLimits {
    if (maxPixels < 1 || maxBytes < 1) {
      throw new IllegalArgumentException("limits must be positive: " + maxPixels + ", " + maxBytes);
    }
  }

  /** So many pixels of any kind: up to four channels of 16 bits. */
  public ReadLimits(long maxPixels) {
    this(maxPixels, Math.max(1, maxPixels) * LARGEST_PIXEL);
  }

  boolean allow(long width, long height) {
    return width <= maxPixels && height <= maxPixels && width * height <= maxPixels;
  }
}
