package org.albumen.models.imaging.raster;

import java.io.IOException;
import java.nio.BufferOverflowException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Objects;

/** Cuts rectangles into the runs of bytes that lie side by side in a raster. */
final class Rectangles {
  private Rectangles() {}

  /** Where a run of bytes goes. */
  interface Run {
    /** Moves all remaining bytes of the buffer from or to the raster's byte offset. */
    void move(long offset, ByteBuffer bytes) throws IOException;
  }

  static void read(RasterShape shape, int x, int y, int width, int height, ByteBuffer to, Run run)
      throws IOException {
    check(shape, x, y, width, height);
    if (to.remaining() < bytes(shape, width, height)) {
      throw new BufferOverflowException();
    }
    runs(shape, x, y, width, height, to, run);
  }

  static void write(
      RasterShape shape, int x, int y, int width, int height, ByteBuffer from, Run run)
      throws IOException {
    check(shape, x, y, width, height);
    if (from.remaining() < bytes(shape, width, height)) {
      throw new BufferUnderflowException();
    }
    runs(shape, x, y, width, height, from, run);
  }

  private static void check(RasterShape shape, int x, int y, int width, int height) {
    Objects.checkFromIndexSize(x, width, shape.width());
    Objects.checkFromIndexSize(y, height, shape.height());
  }

  private static long bytes(RasterShape shape, int width, int height) {
    return (long) width * height * shape.pixelBytes();
  }

  /** Whole rows are one run, parts of rows are one run each. */
  private static void runs(
      RasterShape shape, int x, int y, int width, int height, ByteBuffer buffer, Run run)
      throws IOException {
    long first = y * shape.rowBytes() + (long) x * shape.pixelBytes();
    int limit = buffer.limit();
    boolean whole = width == shape.width();
    int length = (int) bytes(shape, width, whole ? height : 1);
    try {
      for (int row = 0; row < (whole ? 1 : height); row++) {
        buffer.limit(buffer.position() + length);
        run.move(first + row * shape.rowBytes(), buffer);
      }
    } finally {
      buffer.limit(limit);
    }
  }
}
