package org.albumen.models.compute;

import java.nio.ByteBuffer;
import org.albumen.models.failure.RestorationException;

/**
 * A loaded network that maps an 8-bit RGB image to an 8-bit RGB image, {@link #scale()} times as
 * large. Safe for use by several threads, which should be those of {@link TorchEngine#executor()}.
 */
public interface ImageNetwork extends AutoCloseable {

  /** Output pixels per input pixel along each side: 1, 2 or 4. */
  int scale();

  /** Width and height must be multiples of this many pixels. */
  int alignment();

  /**
   * Runs the network once.
   *
   * @param rgb height x width x 3 bytes, interleaved, row-major, a direct buffer of native byte
   *     order at position 0; not changed
   * @param width in pixels, a multiple of {@link #alignment()}
   * @param height in pixels, a multiple of {@link #alignment()}
   * @return (height x scale) x (width x scale) x 3 bytes, a direct buffer that belongs to the
   *     caller
   * @throws RestorationException {@code INVALID_OUTPUT} when the network's answer is not finite,
   *     {@code OUT_OF_MEMORY}, or {@code ENGINE_FAILED}
   */
  ByteBuffer apply(ByteBuffer rgb, int width, int height) throws RestorationException;

  @Override
  void close();
}
