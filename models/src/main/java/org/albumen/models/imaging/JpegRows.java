package org.albumen.models.imaging;

import java.awt.Point;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.albumen.models.imaging.raster.Raster;
import org.albumen.models.imaging.raster.RasterShape;
import org.jspecify.annotations.Nullable;

/**
 * A raster as the JDK's JPEG writer takes it: row by row from top to bottom, 8 bits, opaque. Behind
 * it are no samples of the whole image, and it answers nothing but {@link #createChild} for the
 * next row.
 */
final class JpegRows extends WritableRaster {
  private final RasterShape shape;
  private final RasterBands bands;
  private ByteBuffer band = ByteBuffer.allocate(0);
  private int next;

  private JpegRows(Raster raster) {
    super(layout(raster.shape()), new DataBufferByte(1), new Point());
    this.shape = raster.shape();
    this.bands = new RasterBands(raster, ByteOrder.nativeOrder());
  }

  /** The raster's numbers; what colours they mean is the profile's business. */
  static BufferedImage image(Raster raster) {
    int space = raster.shape().colours() == 1 ? ColorSpace.CS_GRAY : ColorSpace.CS_sRGB;
    ColorModel model =
        new ComponentColorModel(
            ColorSpace.getInstance(space), false, false, ColorModel.OPAQUE, DataBuffer.TYPE_BYTE);
    return new BufferedImage(model, new JpegRows(raster), false, null);
  }

  private static PixelInterleavedSampleModel layout(RasterShape shape) {
    int[] offsets = shape.colours() == 1 ? new int[] {0} : new int[] {0, 1, 2};
    return new PixelInterleavedSampleModel(
        DataBuffer.TYPE_BYTE,
        shape.width(),
        shape.height(),
        offsets.length,
        shape.width() * offsets.length,
        offsets);
  }

  @Override
  public java.awt.image.Raster createChild(
      int x, int y, int columns, int rows, int left, int top, int @Nullable [] chosen) {
    if (y != next || rows != 1 || x != 0 || columns != shape.width()) {
      throw new IllegalStateException("row " + y + " was asked for, not row " + next);
    }
    next++;
    try {
      byte[] row = row();
      return createInterleavedRaster(
          new DataBufferByte(row, row.length),
          columns,
          1,
          row.length,
          shape.colours(),
          layout(shape).getBandOffsets(),
          new Point(left, top));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] row() throws IOException {
    if (!band.hasRemaining()) {
      band = bands.next();
    }
    byte[] row = new byte[shape.width() * shape.colours()];
    if (shape.bits() == 8 && !shape.hasAlpha()) {
      band.get(row);
      return row;
    }
    int[] pixel = new int[shape.channels()];
    for (int i = 0; i < row.length; ) {
      for (int c = 0; c < pixel.length; c++) {
        pixel[c] = shape.bits() == 8 ? band.get() & 0xff : band.getShort() & 0xffff;
      }
      for (int c = 0; c < shape.colours(); c++) {
        row[i++] = opaque(pixel[c], shape.hasAlpha() ? pixel[pixel.length - 1] : max());
      }
    }
    return row;
  }

  /** Over white, rounded once. */
  private byte opaque(long sample, long opacity) {
    long max = max();
    long sum = (sample * opacity + max * (max - opacity)) * 255;
    return (byte) ((sum + max * max / 2) / (max * max));
  }

  private int max() {
    return shape.maxSample();
  }
}
