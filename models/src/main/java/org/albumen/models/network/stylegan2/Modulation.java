package org.albumen.models.network.stylegan2;

import org.albumen.models.network.Execution;
import org.albumen.models.network.Layout;
import org.albumen.models.torchscript.ScriptModule;

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
  BY_BATCH,
  /**
   * Like {@link #BY_BATCH}, and whatever does not depend on the input is calculated at import, what
   * can be is written over in place, and weights may have 16 bits. For answers only.
   */
  FOLDED;

  /** How a network answers whose modulated convolutions are {@link #FOLDED}. */
  static Execution execution(ScriptModule folded) {
    return new Execution("folded 1", folded, Layout.CHANNELS_LAST, true);
  }
}
