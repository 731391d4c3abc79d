package org.albumen.models.network.stylegan2;

/**
 * How a modulated convolution (Karras et al. 2020, arXiv:1912.04958, section 2.2) is calculated.
 * All ways give the same numbers but for rounding.
 */
public enum Modulation {
  /**
   * As published: a weight per image, all images of a batch in one grouped convolution. Reads and
   * writes the weight several times per image.
   */
  GROUPED,
  /**
   * Modulates the input's channels, convolves all images with the one stored weight, and
   * demodulates the output's channels: the weight is read once for the whole batch.
   */
  SHARED,
  /**
   * {@link #GROUPED} for a batch of one, which is then a plain convolution with less work on large
   * images than scaling their channels; else {@link #SHARED}.
   */
  BY_BATCH
}
