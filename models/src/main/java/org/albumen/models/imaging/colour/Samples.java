package org.albumen.models.imaging.colour;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.albumen.models.imaging.raster.RasterShape;

/** Arithmetic on interleaved samples of 8 bits, or of 16 bits in native byte order. */
final class Samples {
  private static final VarHandle SHORTS =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.nativeOrder());

  private Samples() {}

  /** Copies colours without alpha. */
  static void take(ByteBuffer samples, RasterShape layout, byte[] colours, int pixels) {
    if (!layout.hasAlpha()) {
      samples.get(colours);
      return;
    }
    int colour = layout.colours() * layout.bits() / 8;
    for (int i = 0; i < pixels; i++) {
      samples.get(colours, i * colour, colour);
      samples.position(samples.position() + layout.bits() / 8);
    }
  }

  /** Puts colours, leaving alpha alone. */
  static void give(byte[] colours, int pixels, RasterShape layout, ByteBuffer samples) {
    if (!layout.hasAlpha()) {
      samples.put(colours);
      return;
    }
    int colour = layout.colours() * layout.bits() / 8;
    for (int i = 0; i < pixels; i++) {
      samples.put(colours, i * colour, colour);
      samples.position(samples.position() + layout.bits() / 8);
    }
  }

  /** The same samples in another depth, rounded to the nearest. */
  static byte[] depth(byte[] samples, int from, int to) {
    if (from == to) {
      return samples;
    }
    byte[] other = new byte[from == 8 ? samples.length * 2 : samples.length / 2];
    int count = Math.min(samples.length, other.length);
    for (int i = 0; i < count; i++) {
      if (from == 8) {
        set(other, i, 16, (samples[i] & 0xff) * 257);
      } else {
        other[i] = (byte) ((get(samples, i, 16) * 255 + 32767) / 65535);
      }
    }
    return other;
  }

  /** Gray as three equal colours. */
  static byte[] replicate(byte[] gray, int pixels, int bits) {
    byte[] rgb = new byte[3 * gray.length];
    for (int i = 0; i < pixels; i++) {
      int value = get(gray, i, bits);
      set(rgb, 3 * i, bits, value);
      set(rgb, 3 * i + 1, bits, value);
      set(rgb, 3 * i + 2, bits, value);
    }
    return rgb;
  }

  /** Rec. 601's luma, rounded. */
  static byte[] luma(byte[] rgb, int pixels, int bits) {
    byte[] gray = new byte[rgb.length / 3];
    for (int i = 0; i < pixels; i++) {
      int sum =
          299 * get(rgb, 3 * i, bits)
              + 587 * get(rgb, 3 * i + 1, bits)
              + 114 * get(rgb, 3 * i + 2, bits);
      set(gray, i, bits, (sum + 500) / 1000);
    }
    return gray;
  }

  /** CMYK without a profile: what ink and black leave of the paper's white. */
  static byte[] inked(byte[] cmyk, int pixels, int bits) {
    byte[] rgb = new byte[cmyk.length / 4 * 3];
    long max = (1L << bits) - 1;
    for (int i = 0; i < pixels; i++) {
      long paper = max - get(cmyk, 4 * i + 3, bits);
      for (int c = 0; c < 3; c++) {
        long light = (max - get(cmyk, 4 * i + c, bits)) * paper;
        set(rgb, 3 * i + c, bits, (int) ((light + max / 2) / max));
      }
    }
    return rgb;
  }

  private static int get(byte[] samples, int index, int bits) {
    return bits == 8 ? samples[index] & 0xff : (short) SHORTS.get(samples, 2 * index) & 0xffff;
  }

  private static void set(byte[] samples, int index, int bits, int value) {
    if (bits == 8) {
      samples[index] = (byte) value;
    } else {
      SHORTS.set(samples, 2 * index, (short) value);
    }
  }
}
