package org.albumen.models.torchscript;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.albumen.models.torchscript.ScriptModule.Weight;

/** A tensor as an archive keeps it: raw little-endian numbers and their strides. */
final class TensorRecord {
  private TensorRecord() {}

  /** Elements from one index to the next, along each axis. */
  static long[] strides(Weight weight, Storage storage) {
    List<Long> shape = weight.shape();
    int axes = shape.size();
    long[] strides = new long[axes];
    if (storage.channelsLast(weight)) {
      long channels = shape.get(1);
      long width = shape.get(3);
      return new long[] {shape.get(2) * width * channels, 1, width * channels, channels};
    }
    long step = 1;
    for (int i = axes - 1; i >= 0; i--) {
      strides[i] = step;
      step *= shape.get(i);
    }
    return strides;
  }

  /** The numbers, given in row-major order, as they lie in the archive. */
  static byte[] bytes(float[] values, Weight weight, Storage storage) {
    return bytes(values, values.length, weight, storage);
  }

  /** The same for the first numbers; for less than all of a tensor only if it lies in rows. */
  static byte[] bytes(float[] values, int count, Weight weight, Storage storage) {
    Storage.Numbers numbers = storage.numbers(weight);
    float[] ordered = storage.channelsLast(weight) ? channelsLast(values, weight.shape()) : values;
    ByteBuffer bytes = ByteBuffer.allocate(count * numbers.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) {
      float value = ordered[i];
      switch (numbers) {
        case FLOAT32 -> bytes.putFloat(value);
        case BFLOAT16 -> bytes.putShort(toBfloat16(value));
        case FLOAT16 -> bytes.putShort(toFloat16(value));
      }
    }
    return bytes.array();
  }

  private static float[] channelsLast(float[] values, List<Long> shape) {
    int channels = shape.get(1).intValue();
    int area = (int) (shape.get(2) * shape.get(3));
    float[] moved = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      int pixel = i % area;
      int channel = i / area % channels;
      int outer = i / area / channels;
      moved[(outer * area + pixel) * channels + channel] = values[i];
    }
    return moved;
  }

  /** Rounds to nearest, ties to even; what is no number stays so. */
  static short toBfloat16(float value) {
    int bits = Float.floatToRawIntBits(value);
    if (Float.isNaN(value)) {
      return (short) ((bits >>> 16) | 0x40);
    }
    return (short) ((bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16);
  }

  /** Rounds to nearest, ties to even; what is no number stays so. */
  static short toFloat16(float value) {
    int bits = Float.floatToRawIntBits(value);
    int sign = (bits >>> 16) & 0x8000;
    float size = Math.abs(value);
    if (Float.isNaN(value)) {
      return (short) (sign | 0x7e00);
    }
    if (size >= 65520f) {
      return (short) (sign | 0x7c00);
    }
    if (size < 0x1p-14f) {
      // Multiples of 2^-24: adding 1.5 * 2^-1 leaves no finer bits.
      return (short) (sign | (Float.floatToRawIntBits(size + 0.75f) & 0x7ff));
    }
    int magnitude = bits & 0x7fffffff;
    int rounded = magnitude + 0xfff + ((magnitude >>> 13) & 1);
    return (short) (sign | ((rounded - 0x38000000) >>> 13));
  }

  /** A number of elements. */
  static long count(List<Long> shape) {
    return shape.stream().reduce(1L, Math::multiplyExact);
  }
}
