package org.albumen.models.imaging.colour;

import java.awt.color.ICC_Profile;
import java.awt.image.ColorConvertOp;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferUShort;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * From one profile to another. An operation is used by one thread at a time, because the JDK's sets
 * itself up with its first use; threads take one each from a pool. Safe for use by several threads.
 */
final class Transform {
  private final ICC_Profile[] profiles;
  private final Deque<ColorConvertOp> idle = new ConcurrentLinkedDeque<>();

  Transform(ICC_Profile from, ICC_Profile to) {
    profiles = new ICC_Profile[] {from, to};
  }

  /** Converts interleaved samples; 16-bit ones are in native byte order. */
  byte[] apply(byte[] samples, int pixels, int bits, int bitsAfter) {
    if (pixels == 0) {
      return new byte[0];
    }
    Raster from = raster(samples, pixels, bits, profiles[0].getNumComponents());
    int components = profiles[1].getNumComponents();
    WritableRaster to =
        raster(
            new byte[Math.multiplyExact(pixels, components * bitsAfter / 8)],
            pixels,
            bitsAfter,
            components);
    ColorConvertOp taken = idle.poll();
    ColorConvertOp op = taken == null ? new ColorConvertOp(profiles, null) : taken;
    op.filter(from, to);
    idle.push(op);
    return bytes(to.getDataBuffer());
  }

  /** Rows of some length, as the JDK converts deep samples row by row, and a short last one. */
  private static WritableRaster raster(byte[] samples, int pixels, int bits, int components) {
    DataBuffer buffer;
    if (bits == 8) {
      buffer = new DataBufferByte(samples, samples.length);
    } else {
      short[] shorts = new short[samples.length / 2];
      ByteBuffer.wrap(samples).order(ByteOrder.nativeOrder()).asShortBuffer().get(shorts);
      buffer = new DataBufferUShort(shorts, shorts.length);
    }
    int[] offsets = new int[components];
    for (int i = 0; i < components; i++) {
      offsets[i] = i;
    }
    return Raster.createWritableRaster(
        new PixelInterleavedSampleModel(
            buffer.getDataType(), pixels, 1, components, pixels * components, offsets),
        buffer,
        null);
  }

  private static byte[] bytes(DataBuffer buffer) {
    if (buffer instanceof DataBufferByte bytes) {
      return bytes.getData();
    }
    short[] shorts = ((DataBufferUShort) buffer).getData();
    byte[] bytes = new byte[2 * shorts.length];
    ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).asShortBuffer().put(shorts);
    return bytes;
  }
}
