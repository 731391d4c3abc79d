package org.albumen.models.face.warp;

/**
 * An affine map of the plane: (x, y) to (a x + b y + c, d x + e y + f). Pixels are points: the
 * first of an image is (0, 0), as OpenCV has it.
 */
public record Affine(double a, double b, double c, double d, double e, double f) {
  private static final double MOST = 1e8;

  /**
   * The way back, calculated in the order in which OpenCV's {@code invertAffineTransform} does, so
   * that the last bits are the same. Zero throughout when there is none.
   */
  public Affine inverse() {
    double determinant = a * e - b * d;
    double scale = determinant != 0 ? 1 / determinant : 0;
    double ia = e * scale;
    double ib = -b * scale;
    double id = -d * scale;
    double ie = a * scale;
    return new Affine(ia, ib, -ia * c - ib * f, id, ie, -id * c - ie * f);
  }

  /** The same into an image that is {@code factor} times as large. */
  public Affine scaled(double factor) {
    return new Affine(a * factor, b * factor, c * factor, d * factor, e * factor, f * factor);
  }

  /** The same, moved. */
  public Affine moved(double right, double down) {
    return new Affine(a, b, c + right, d, e, f + down);
  }

  /** Where a point comes to lie: its column. */
  public double x(double fromX, double fromY) {
    return a * fromX + b * fromY + c;
  }

  /** Where a point comes to lie: its row. */
  public double y(double fromX, double fromY) {
    return d * fromX + e * fromY + f;
  }

  /** Whether it is finite, has a way back and changes no length by more than 10,000 times. */
  public boolean isSound() {
    double area = Math.abs(a * e - b * d);
    boolean near = Math.max(Math.abs(c), Math.abs(f)) < MOST;
    return near && area > 1 / MOST && area < MOST;
  }

  /** The pixels round which an image of the area's pixels lies, two more on each side. */
  public Area bounds(Area area) {
    double[] xs = new double[4];
    double[] ys = new double[4];
    for (int corner = 0; corner < 4; corner++) {
      double fromX = (corner & 1) == 0 ? area.x() : area.right() - 1;
      double fromY = (corner & 2) == 0 ? area.y() : area.bottom() - 1;
      xs[corner] = x(fromX, fromY);
      ys[corner] = y(fromX, fromY);
    }
    return Area.between(least(xs) - 2, least(ys) - 2, most(xs) + 3, most(ys) + 3);
  }

  private static int least(double[] values) {
    return (int)
        Math.floor(Math.min(Math.min(values[0], values[1]), Math.min(values[2], values[3])));
  }

  private static int most(double[] values) {
    return (int)
        Math.ceil(Math.max(Math.max(values[0], values[1]), Math.max(values[2], values[3])));
  }
}
