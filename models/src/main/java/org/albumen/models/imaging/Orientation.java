package org.albumen.models.imaging;

/**
 * Where the pixels of a stored image go so that it stands upright.
 *
 * @param code the Orientation tag (TIFF 6.0, section 8; EXIF 2.32, tag 0x0112): 1 is upright, 2 to
 *     8 are the other ways to turn and mirror; anything else counts as 1
 */
record Orientation(int code) {
  static final Orientation UPRIGHT = new Orientation(1);

  Orientation {
    if (code < 1 || code > 8) {
      code = 1;
    }
  }

  /** Whether upright width is stored height. */
  boolean swapsSides() {
    return code >= 5;
  }

  /** Index of the upright pixel that the stored pixel (0, 0) becomes. */
  int origin(int width, int height) {
    int column =
        switch (code) {
          case 2, 3 -> width - 1;
          case 6, 7 -> height - 1;
          default -> 0;
        };
    int row =
        switch (code) {
          case 3, 4 -> height - 1;
          case 7, 8 -> width - 1;
          default -> 0;
        };
    return row * (swapsSides() ? height : width) + column;
  }

  /** By how much the upright index grows from one stored column to the next. */
  int columnStep(int width, int height) {
    return switch (code) {
      case 2, 3 -> -1;
      case 5, 6 -> height;
      case 7, 8 -> -height;
      default -> 1;
    };
  }

  /** By how much the upright index grows from one stored row to the next. */
  int rowStep(int width, int height) {
    return switch (code) {
      case 3, 4 -> -width;
      case 5, 8 -> 1;
      case 6, 7 -> -1;
      default -> width;
    };
  }
}
