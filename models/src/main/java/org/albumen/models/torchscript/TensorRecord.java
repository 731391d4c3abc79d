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
    boolean bfloat16 = storage.bfloat16(weight);
    float[] ordered = storage.channelsLast(weight) ? channelsLast(values, weight.shape()) : values;
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * (bfloat16 ? Short.BYTES : Float.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    if (bfloat16) {
      for (float value : ordered) {
        bytes.putShort(toBfloat16(value));
      }
    } else {
      bytes.asFloatBuffer().put(ordered);
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

  /** A number of elements. */
  static long count(List<Long> shape) {
    return shape.stream().reduce(1L, Math::multiplyExact);
  }
}
