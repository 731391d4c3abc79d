package org.albumen.models.imaging;

/**
 * What a reader accepts.
 *
 * @param maxPixels most pixels (width x height) of a photograph; judged by the file's header,
 *     before memory is taken
 */
public record ReadLimits(long maxPixels) {
  /** 100 million pixels: a decoded photograph of at most 300 MB. */
  public static final ReadLimits DEFAULT = new ReadLimits(100_000_000);

  public ReadLimits {
    if (maxPixels < 1) {
      throw new IllegalArgumentException("maxPixels must be positive, not " + maxPixels);
    }
  }

  boolean allow(long width, long height) {
    return width <= maxPixels
        && height <= maxPixels
        && width * height <= maxPixels
        && Photograph.fits(width, height);
  }
}
