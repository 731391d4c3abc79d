package org.albumen.bench;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.albumen.models.imaging.raster.Raster;
import org.albumen.models.imaging.raster.RasterShape;

/**
 * A scan of any size that is held nowhere: soft light and shade, and below the eighth bit noise as
 * scanners have it. The same each time.
 */
final class MadeScan implements Raster {
  private final RasterShape shape;

  MadeScan(RasterShape shape) {
    this.shape = shape;
  }

  @Override
  public RasterShape shape() {
    return shape;
  }

  @Override
  public void read(int x, int y, int width, int height, ByteBuffer to) {
    to.order(ByteOrder.nativeOrder());
    for (int row = y; row < y + height; row++) {
      for (int column = x; column < x + width; column++) {
        for (int c = 0; c < shape.channels(); c++) {
          int sample = sample(column, row, c);
          if (shape.bits() == 8) {
            to.put((byte) (sample >> 8));
          } else {
            to.putShort((short) sample);
          }
        }
      }
    }
  }

  private static int sample(int x, int y, int channel) {
    int seed = (x * 73_856_093) ^ (y * 19_349_663) ^ (channel * 83_492_791);
    seed ^= seed << 13;
    seed ^= seed >>> 17;
    seed ^= seed << 5;
    int light = triangle(x, 1733 + 97 * channel) + triangle(y, 2311) + triangle(x + 3 * y, 97) / 16;
    return light + (seed & 0x1ff);
  }

  /** 0 to 30,000 and back, once in a period. */
  private static int triangle(int at, int period) {
    int within = Math.floorMod(at, period);
    return Math.min(within, period - within) * 60_000 / period;
  }

  @Override
  public void write(int x, int y, int width, int height, ByteBuffer from) {
    throw new UnsupportedOperationException("a made scan is only read");
  }

  @Override
  public void close() {
    // Nothing is held.
  }
}
