package org.albumen.models.imaging;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.albumen.models.imaging.raster.Raster;
import org.albumen.models.imaging.raster.RasterShape;

/** A raster from top to bottom, in bands of whole rows and in the byte order of a file. */
final class RasterBands {
  /** A band is as large, or one row. */
  private static final int BYTES = 1 << 18;

  private final Raster raster;
  private final RasterShape shape;
  private final ByteOrder order;
  private final int rows;
  private final byte[] bytes;
  private final ByteBuffer band;
  private int next;

  RasterBands(Raster raster, ByteOrder order) {
    this.raster = raster;
    this.shape = raster.shape();
    this.order = order;
    this.rows = (int) Math.max(1, Math.min(shape.height(), BYTES / shape.rowBytes()));
    this.bytes = new byte[Math.toIntExact(shape.rowBytes() * rows)];
    this.band = ByteBuffer.wrap(bytes);
  }

  /** Rows of every band but the last, which may have fewer. */
  int rows() {
    return rows;
  }

  boolean hasNext() {
    return next < shape.height();
  }

  /** What bands are made of: each begins at its start. */
  byte[] bytes() {
    return bytes;
  }

  /** The next band, from the buffer's start to its limit; valid until the next call. */
  ByteBuffer next() throws IOException {
    int count = Math.min(rows, shape.height() - next);
    raster.read(0, next, shape.width(), count, band.clear());
    next += count;
    band.flip();
    if (shape.bits() == 16 && order != ByteOrder.nativeOrder()) {
      swap(band.limit());
    }
    return band.order(order);
  }

  private void swap(int length) {
    for (int i = 0; i < length; i += 2) {
      byte first = bytes[i];
      bytes[i] = bytes[i + 1];
      bytes[i + 1] = first;
    }
  }
}
