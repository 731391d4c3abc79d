package org.albumen.models.torchscript;

/**
 * How an archive keeps floating-point weights.
 *
 * @param bfloat16 16-bit brain floats, rounded to nearest even; else 32-bit floats
 * @param channelsLast tensors of four axes lie in memory as channels-last, so that convolutions on
 *     channels-last input need not rearrange them at every call
 */
public record Storage(boolean bfloat16, boolean channelsLast) {}
