package org.albumen.models.imaging;

import java.io.IOException;

/**
 * A photograph that is had in rectangles, 8-bit sRGB, so that it need not be in memory as a whole.
 * Safe for use by several threads.
 */
public interface PartedPhotograph {
  /** In pixels. */
  int width();

  /** In pixels. */
  int height();

  /**
   * A rectangle of it.
   *
   * @throws IndexOutOfBoundsException when it is not within the photograph
   * @throws IOException when it cannot be read
   */
  Photograph view(int x, int y, int width, int height) throws IOException;
}
