package org.albumen.models.imaging;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;

/**
 * A decoded photograph: sRGB, 8 bits per sample, upright. Safe to share between threads as long as
 * nobody writes to the samples.
 *
 * @param width in pixels, at least 1
 * @param height in pixels, at least 1
 * @param rgb height x width x 3 bytes, interleaved, row-major: a direct buffer of native byte order
 *     at position 0. The accessor answers a new view each time, so that positions are not shared.
 */
public record Photograph(int width, int height, ByteBuffer rgb) implements PartedPhotograph {
  /** Samples per pixel. */
  public static final int CHANNELS = 3;

  /** More do not fit a buffer. */
  public static final long MOST_PIXELS = (Integer.MAX_VALUE - 8) / CHANNELS;

  public Photograph {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException("no such size: " + width + "x" + height);
    }
    if (!rgb.isDirect() || rgb.capacity() != bytes(width, height)) {
      throw new IllegalArgumentException(
          "a direct buffer of " + bytes(width, height) + " bytes is needed, not " + rgb);
    }
    rgb = shared(rgb);
  }

  /**
   * A black photograph, to be written to.
   *
   * @throws IllegalArgumentException when it would not fit a buffer (more than 715 million pixels)
   */
  public static Photograph black(int width, int height) {
    if (!fits(width, height)) {
      throw new IllegalArgumentException(width + "x" + height + " pixels do not fit a buffer");
    }
    return new Photograph(width, height, ByteBuffer.allocateDirect((int) bytes(width, height)));
  }

  /** Whether a photograph of that size can be held at all. */
  public static boolean fits(long width, long height) {
    return bytes(width, height) <= Integer.MAX_VALUE - 8;
  }

  @Override
  public ByteBuffer rgb() {
    return shared(rgb);
  }

  /** A copy of a rectangle; the photograph itself when that is all of it. */
  @Override
  public Photograph view(int x, int y, int width, int height) {
    Objects.checkFromIndexSize(x, width, this.width);
    Objects.checkFromIndexSize(y, height, this.height);
    if (width == this.width && height == this.height) {
      return this;
    }
    Photograph part = black(width, height);
    int rowBytes = width * CHANNELS;
    for (int row = 0; row < height; row++) {
      part.rgb.put(row * rowBytes, rgb, ((y + row) * this.width + x) * CHANNELS, rowBytes);
    }
    return part;
  }

  /** Number of pixels. */
  public long pixels() {
    return (long) width * height;
  }

  private static long bytes(long width, long height) {
    return width * height * CHANNELS;
  }

  private static ByteBuffer shared(ByteBuffer buffer) {
    return buffer.duplicate().clear().order(ByteOrder.nativeOrder());
  }
}
