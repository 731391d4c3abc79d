package org.albumen.models.network;

import org.albumen.models.torchscript.ScriptModule;

/**
 * A network that maps an 8-bit RGB image to an 8-bit RGB image: its parameters, named as in the
 * published checkpoints, and its computation in TorchScript.
 *
 * <p>The module's {@code forward} takes a byte tensor N x H x W x 3 and returns two: the image N x
 * (H scale) x (W scale) x 3 in bytes, and one byte per image that is 1 when all of the answer was
 * finite and not the same number everywhere, judged before it was brought to bytes, else 0.
 */
public interface Network {
  /** The declared module. It calculates in the precision in which its weights are stored. */
  ScriptModule module();

  /** Output pixels per input pixel along each side. */
  int scale();

  /** Width and height of the input must be multiples of this many pixels. */
  int alignment();

  /**
   * What one call holds at most beside the weights, in bytes.
   *
   * @param pixels of the input
   */
  long workingBytes(long pixels);
}
