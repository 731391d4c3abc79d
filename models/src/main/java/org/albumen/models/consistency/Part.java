package org.albumen.models.consistency;

/**
 * A rectangle of the original, in its pixels; it is measured where it lies within it.
 *
 * @param width at least 1
 * @param height at least 1
 */
public record Part(int x, int y, int width, int height) {
  public Part {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException("no such size: " + width + "x" + height);
    }
  }

  /** The pixels that a rectangle touches. */
  public static Part touching(double x, double y, double width, double height) {
    int left = (int) Math.floor(x);
    int top = (int) Math.floor(y);
    return new Part(
        left,
        top,
        Math.max(1, (int) Math.ceil(x + width) - left),
        Math.max(1, (int) Math.ceil(y + height) - top));
  }
}
