package org.albumen.models.face;

import java.io.IOException;
import java.util.List;
import org.albumen.models.failure.RestorationException;
import org.albumen.models.imaging.PartedPhotograph;

/** Finds faces. Safe for use by several threads. */
public interface FaceDetector extends AutoCloseable {
  /**
   * Finds the faces in a photograph of any size, of which it never holds all at full size.
   *
   * @param minScore least confidence, 0 to 1
   * @return the surest first; empty when there is none. The same photograph gives the same answer.
   * @throws RestorationException {@code ENGINE_FAILED} or {@code OUT_OF_MEMORY}
   * @throws IOException when the photograph cannot be read
   */
  List<Face> detect(PartedPhotograph photograph, double minScore)
      throws RestorationException, IOException;

  @Override
  void close();
}
