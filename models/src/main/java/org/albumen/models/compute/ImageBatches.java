package org.albumen.models.compute;

import java.nio.ByteBuffer;
import java.util.List;
import org.albumen.models.batch.Answer;
import org.albumen.models.failure.RestorationException;

/** An {@link ImageNetwork} that takes several images of one size at once. */
interface ImageBatches extends ImageNetwork {
  /**
   * Runs the network once for all.
   *
   * @param images as {@link #apply} takes them
   * @return what became of each, in their order: an image, or {@code INVALID_OUTPUT}
   * @throws RestorationException {@code OUT_OF_MEMORY} or {@code ENGINE_FAILED}
   */
  List<Answer<ByteBuffer>> applyAll(List<ByteBuffer> images, int width, int height)
      throws RestorationException;
}
