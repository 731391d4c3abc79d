package org.albumen.models.torchscript;

import org.albumen.models.torchscript.ScriptModule.Weight;

/**
 * How an archive keeps floating-point weights.
 *
 * @param bfloat16 16-bit brain floats, rounded to nearest even, save for exact weights; else 32-bit
 *     floats
 * @param channelsLast tensors of four axes lie in memory as channels-last, so that convolutions on
 *     channels-last input need not rearrange them at every call
 */
public record Storage(boolean bfloat16, boolean channelsLast) {

  boolean bfloat16(Weight weight) {
    return bfloat16 && !weight.exact();
  }

  boolean channelsLast(Weight weight) {
    return channelsLast && weight.shape().size() == 4;
  }
}
