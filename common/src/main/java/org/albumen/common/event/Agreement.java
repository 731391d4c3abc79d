package org.albumen.common.event;

import org.jspecify.annotations.Nullable;

/**
 * How well a result, brought back to the photograph's size, agrees with the photograph in the low
 * frequencies.
 *
 * @param psnr peak signal-to-noise ratio in dB; null when the two are the same
 * @param ssim structural similarity, -1 to 1
 */
public record Agreement(@Nullable Double psnr, double ssim) {}
