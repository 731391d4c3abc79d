package org.albumen.models.imaging.raster;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A raster of 16 bits as one of 8: each sample is rounded to the nearest level as it is read.
 * Cannot be written. Closing it closes the raster below.
 */
public final class EightBits implements Raster {
  private static final int DEEP = 65_535;
  private static final int LEVELS = 255;

  private final Raster raster;
  private final RasterShape shape;

  private EightBits(Raster raster) {
    this.raster = raster;
    RasterShape deep = raster.shape();
    this.shape = new RasterShape(deep.width(), deep.height(), deep.channels(), Byte.SIZE);
  }

  /** The raster itself when it has 8 bits already. */
  public static Raster of(Raster raster) {
    return raster.shape().bits() == Byte.SIZE ? raster : new EightBits(raster);
  }

  @Override
  public RasterShape shape() {
    return shape;
  }

  @Override
  public void read(int x, int y, int width, int height, ByteBuffer to) throws IOException {
    int samples = Math.multiplyExact(Math.multiplyExact(width, height), shape.channels());
    ByteBuffer deep =
        ByteBuffer.allocate(Math.multiplyExact(samples, Short.BYTES))
            .order(ByteOrder.nativeOrder());
    raster.read(x, y, width, height, deep);
    deep.flip();
    for (int i = 0; i < samples; i++) {
      to.put((byte) ((Short.toUnsignedInt(deep.getShort()) * LEVELS + DEEP / 2) / DEEP));
    }
  }

  @Override
  public void write(int x, int y, int width, int height, ByteBuffer from) {
    throw new UnsupportedOperationException("a raster of fewer bits is read only");
  }

  @Override
  public void close() {
    raster.close();
  }
}
