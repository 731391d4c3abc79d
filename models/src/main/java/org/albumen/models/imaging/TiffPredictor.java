package org.albumen.models.imaging;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.albumen.models.imaging.raster.RasterShape;

/** Puts the difference to the pixel on the left in each sample's place (TIFF 6.0, section 14). */
final class TiffPredictor {
  private static final VarHandle LITTLE =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle BIG =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);

  private final int rowBytes;
  private final int pixelBytes;
  private final boolean wide;
  private final boolean little;

  TiffPredictor(RasterShape shape, ByteOrder order) {
    this.rowBytes = Math.toIntExact(shape.rowBytes());
    this.pixelBytes = shape.pixelBytes();
    this.wide = shape.bits() == 16;
    this.little = order == ByteOrder.LITTLE_ENDIAN;
  }

  /** Whole rows, as many as the length has. */
  void difference(byte[] bytes, int length) {
    for (int row = 0; row < length; row += rowBytes) {
      if (!wide) {
        narrow(bytes, row);
      } else if (little) {
        little(bytes, row);
      } else {
        big(bytes, row);
      }
    }
  }

  private void narrow(byte[] bytes, int row) {
    for (int i = row + rowBytes - 1; i >= row + pixelBytes; i--) {
      bytes[i] -= bytes[i - pixelBytes];
    }
  }

  private void little(byte[] bytes, int row) {
    for (int i = row + rowBytes - 2; i >= row + pixelBytes; i -= 2) {
      int change = (short) LITTLE.get(bytes, i) - (short) LITTLE.get(bytes, i - pixelBytes);
      LITTLE.set(bytes, i, (short) change);
    }
  }

  private void big(byte[] bytes, int row) {
    for (int i = row + rowBytes - 2; i >= row + pixelBytes; i -= 2) {
      int change = (short) BIG.get(bytes, i) - (short) BIG.get(bytes, i - pixelBytes);
      BIG.set(bytes, i, (short) change);
    }
  }
}
