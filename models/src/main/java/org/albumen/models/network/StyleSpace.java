package org.albumen.models.network;

import org.jspecify.annotations.Nullable;

/**
 * The intermediate latent space W of a style-based generator (Karras et al. 2019, arXiv:1812.04948,
 * section 2), in which truncation and interpolation take place. The network's module then has these
 * methods besides {@code forward}:
 *
 * <ul>
 *   <li>{@code styles(z[, c], psi)}, or {@code styles(z[, c], mean, psi)} when the mean is not its
 *       own: the styles, N x count x length, each drawn towards the mean (length numbers) by its
 *       element of {@code psi} (count numbers; 1 leaves a style as it is)
 *   <li>{@code synthesise(ws)}: images from styles, with the checkpoint's noise if there is any
 *   <li>{@code noisy(ws, noise)}, where images take noise: the same with that noise, N x {@code
 *       noise}, layer after layer in rows
 *   <li>{@code mapping(z)}, when the mean is not its own: N x length, what the mean is taken of
 * </ul>
 *
 * @param count how many styles steer an image
 * @param length how many numbers a style has
 * @param meanKey the key under which files may hold the mean style beside the weights; null: the
 *     mean is one of the weights
 * @param noise how many numbers of noise an image takes, 0 for none
 */
public record StyleSpace(int count, int length, @Nullable String meanKey, int noise) {

  /** Whether the mean style is one of the weights. */
  public boolean ownMean() {
    return meanKey == null;
  }

  /**
   * How many numbers of noise StyleGAN2's layers take that work on smaller sides: one layer of 4 x
   * 4 pixels, two of each further size.
   *
   * @param side a power of two, at least 4
   */
  public static long noiseBelow(long side) {
    return 2 * (side * side - 16) / 3 - (side > 4 ? 16 : 0);
  }
}
