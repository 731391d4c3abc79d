package org.albumen.models.face.warp;

/**
 * A rectangle of pixels.
 *
 * @param x column of the first pixel
 * @param y row of the first pixel
 * @param width in pixels; 0 when there is none
 * @param height in pixels; 0 when there is none
 */
public record Area(int x, int y, int width, int height) {
  public Area {
    if (width < 0 || height < 0) {
      throw new IllegalArgumentException("no such size: " + width + "x" + height);
    }
  }

  /** All pixels of an image. */
  public static Area of(int width, int height) {
    return new Area(0, 0, width, height);
  }

  /** From the first pixel to before the last; empty when that is not after the first. */
  public static Area between(int left, int top, int right, int bottom) {
    return new Area(left, top, Math.max(0, right - left), Math.max(0, bottom - top));
  }

  /** The column after the last. */
  public int right() {
    return x + width;
  }

  /** The row after the last. */
  public int bottom() {
    return y + height;
  }

  /** Whether it has no pixel. */
  public boolean isEmpty() {
    return width == 0 || height == 0;
  }

  /** What both have; empty when they do not meet. */
  public Area within(Area other) {
    return between(
        Math.max(x, other.x),
        Math.max(y, other.y),
        Math.min(right(), other.right()),
        Math.min(bottom(), other.bottom()));
  }

  /** The same and so many pixels more on each side. */
  public Area grown(int pixels) {
    return new Area(x - pixels, y - pixels, width + 2 * pixels, height + 2 * pixels);
  }
}
