package org.albumen.models.imaging.metadata;

/**
 * Pixels per unit of length.
 *
 * @param x pixels across one unit, positive and finite
 * @param y pixels down one unit, positive and finite
 * @param unit the unit that the file names
 */
public record Resolution(double x, double y, Unit unit) {
  /** A unit of length. */
  public enum Unit {
    /** None: only the ratio of x and y, the shape of a pixel, means something. */
    NONE(0),
    /** 25.4 millimetres: TIFF, JPEG. */
    INCH(0.0254),
    /** TIFF, JPEG. */
    CENTIMETRE(0.01),
    /** PNG, BMP. */
    METRE(1);

    private final double metres;

    Unit(double metres) {
      this.metres = metres;
    }
  }

  public Resolution {
    if (!(x > 0 && y > 0 && x < Double.POSITIVE_INFINITY && y < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("no such resolution: " + x + ", " + y);
    }
  }

  /** The same resolution in another unit; as it is when either unit is none. */
  public Resolution in(Unit other) {
    if (unit == other || unit == Unit.NONE || other == Unit.NONE) {
      return this;
    }
    double factor = other.metres / unit.metres;
    return new Resolution(x * factor, y * factor, other);
  }

  /** What it becomes when the image is enlarged and its size on paper stays. */
  public Resolution scaled(double factorX, double factorY) {
    return new Resolution(x * factorX, y * factorY, unit);
  }
}
