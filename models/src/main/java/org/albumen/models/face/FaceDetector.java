package org.albumen.models.face;

import java.util.List;
import org.albumen.models.failure.RestorationException;
import org.albumen.models.imaging.Photograph;

/** Finds faces. Safe for use by several threads. */
public interface FaceDetector extends AutoCloseable {
  /**
   * Finds the faces in a photograph of any size.
   *
   * @param minScore least confidence, 0 to 1
   * @return the surest first; empty when there is none. The same photograph gives the same answer.
   * @throws RestorationException {@code ENGINE_FAILED} or {@code OUT_OF_MEMORY}
   */
  List<Face> detect(Photograph photograph, double minScore) throws RestorationException;

  @Override
  void close();
}
