package org.albumen.models.torchscript;

import org.albumen.models.torchscript.ScriptModule.Weight;

/**
 * How an archive keeps floating-point weights.
 *
 * @param numbers what they are rounded to, save for exact weights
 * @param channelsLast tensors of four axes lie in memory as channels-last, so that convolutions on
 *     channels-last input need not rearrange them at every call
 */
public record Storage(Numbers numbers, boolean channelsLast) {

  /** Floating-point numbers; rounding is to nearest, ties to even. */
  public enum Numbers {
    /** IEEE 754 binary32. */
    FLOAT32("FloatStorage", Float.BYTES),
    /** Brain floats of 16 bits. */
    BFLOAT16("BFloat16Storage", Short.BYTES),
    /** IEEE 754 binary16; what is too large for it becomes infinite. */
    FLOAT16("HalfStorage", Short.BYTES);

    private final String torch;
    private final int bytes;

    Numbers(String torch, int bytes) {
      this.torch = torch;
      this.bytes = bytes;
    }

    /** PyTorch's class of such a storage. */
    String torch() {
      return torch;
    }

    /** Bytes per number. */
    int bytes() {
      return bytes;
    }
  }

  /** Brain floats or 32-bit floats. */
  public Storage(boolean bfloat16, boolean channelsLast) {
    this(bfloat16 ? Numbers.BFLOAT16 : Numbers.FLOAT32, channelsLast);
  }

  Numbers numbers(Weight weight) {
    return weight.exact() ? Numbers.FLOAT32 : numbers;
  }

  boolean channelsLast(Weight weight) {
    return channelsLast && weight.shape().size() == 4;
  }
}
