package org.albumen.models.imaging.raster;

/**
 * Size and layout of a raster: rows from top to bottom, pixels from left to right, the samples of a
 * pixel side by side.
 *
 * @param width in pixels, at least 1
 * @param height in pixels, at least 1
 * @param channels samples per pixel: 1 gray, 2 gray and alpha, 3 RGB, 4 RGB and alpha; alpha is
 *     opacity and not multiplied into the colours
 * @param bits per sample, 8 or 16, unsigned; 16-bit samples are in native byte order
 */
public record RasterShape(int width, int height, int channels, int bits) {
  public RasterShape {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException("no such size: " + width + "x" + height);
    }
    if (channels < 1 || channels > 4) {
      throw new IllegalArgumentException("1 to 4 channels, not " + channels);
    }
    if (bits != 8 && bits != 16) {
      throw new IllegalArgumentException("8 or 16 bits per sample, not " + bits);
    }
  }

  /** The same layout in another size. */
  public RasterShape resized(int newWidth, int newHeight) {
    return new RasterShape(newWidth, newHeight, channels, bits);
  }

  /** The same size and depth with another number of channels. */
  public RasterShape withChannels(int newChannels) {
    return new RasterShape(width, height, newChannels, bits);
  }

  /** Whether the last channel is opacity. */
  public boolean hasAlpha() {
    return channels == 2 || channels == 4;
  }

  /** Channels that are colour: 1 for gray, 3 for RGB. */
  public int colours() {
    return hasAlpha() ? channels - 1 : channels;
  }

  /** The largest sample, 255 or 65535. */
  public int maxSample() {
    return (1 << bits) - 1;
  }

  /** Bytes of one pixel. */
  public int pixelBytes() {
    return channels * (bits / 8);
  }

  /** Bytes of one row. */
  public long rowBytes() {
    return (long) width * pixelBytes();
  }

  /** Number of pixels. */
  public long pixels() {
    return (long) width * height;
  }

  /** Bytes of all samples. */
  public long bytes() {
    return rowBytes() * height;
  }
}
