package org.albumen.models.imaging;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.albumen.models.failure.RestorationException;
import org.albumen.models.imaging.raster.Raster;
import org.albumen.models.imaging.raster.RasterRoom;
import org.albumen.models.imaging.raster.RasterShape;

/** Turns and mirrors rasters of any size, in squares, so that no more memory is needed. */
final class Turning {
  private static final int SIDE = 256;

  private final Raster from;
  private final Raster to;
  private final Orientation orientation;
  private final byte[] stored;
  private final byte[] upright;

  private Turning(Raster from, Raster to, Orientation orientation) {
    this.from = from;
    this.to = to;
    this.orientation = orientation;
    this.stored = new byte[SIDE * SIDE * from.shape().pixelBytes()];
    this.upright = new byte[stored.length];
  }

  /**
   * The raster standing upright: itself, or another in the same room, and then it is closed, also
   * when this fails.
   */
  static Raster upright(Raster raster, Orientation orientation, RasterRoom room)
      throws RestorationException, IOException {
    if (orientation.code() == 1) {
      return raster;
    }
    RasterShape shape = raster.shape();
    try (raster) {
      Raster turned =
          room.create(
              orientation.swapsSides() ? shape.resized(shape.height(), shape.width()) : shape);
      try {
        new Turning(raster, turned, orientation).all();
        return turned;
      } catch (IOException | RuntimeException e) {
        turned.close();
        throw e;
      }
    }
  }

  private void all() throws IOException {
    RasterShape shape = from.shape();
    for (int y = 0; y < shape.height(); y += SIDE) {
      for (int x = 0; x < shape.width(); x += SIDE) {
        square(x, y, Math.min(SIDE, shape.width() - x), Math.min(SIDE, shape.height() - y));
      }
    }
  }

  private void square(int x, int y, int width, int height) throws IOException {
    int pixel = from.shape().pixelBytes();
    from.read(x, y, width, height, ByteBuffer.wrap(stored));
    int origin = orientation.origin(width, height);
    int columnStep = orientation.columnStep(width, height);
    int rowStep = orientation.rowStep(width, height);
    int i = 0;
    for (int row = 0; row < height; row++) {
      int at = (origin + row * rowStep) * pixel;
      for (int column = 0; column < width; column++, at += columnStep * pixel) {
        for (int b = 0; b < pixel; b++) {
          upright[at + b] = stored[i++];
        }
      }
    }
    boolean swapped = orientation.swapsSides();
    to.write(
        left(x, y, width, height),
        top(x, y, width, height),
        swapped ? height : width,
        swapped ? width : height,
        ByteBuffer.wrap(upright));
  }

  /** Left edge of where a stored rectangle goes. */
  private int left(int x, int y, int width, int height) {
    return switch (orientation.code()) {
      case 2, 3 -> from.shape().width() - x - width;
      case 5, 8 -> y;
      case 6, 7 -> from.shape().height() - y - height;
      default -> x;
    };
  }

  /** Upper edge of where a stored rectangle goes. */
  private int top(int x, int y, int width, int height) {
    return switch (orientation.code()) {
      case 3, 4 -> from.shape().height() - y - height;
      case 5, 6 -> x;
      case 7, 8 -> from.shape().width() - x - width;
      default -> y;
    };
  }
}
