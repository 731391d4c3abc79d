package org.albumen.models.restore;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.albumen.models.composite.Patch;
import org.albumen.models.face.Face;
import org.albumen.models.face.restore.FaceOutcome;
import org.albumen.models.failure.RestorationException;
import org.albumen.models.imaging.PartedPhotograph;

/** What is done with the faces that were found. Safe for use by several threads. */
@FunctionalInterface
public interface FaceWork {
  /** Faces are found and recorded, no more. */
  FaceWork NONE =
      (photograph, faces, scale) ->
          faces.stream()
              .map(face -> new Treated(new FaceOutcome.Detected(), Optional.empty()))
              .toList();

  /**
   * Restores the faces that are to be.
   *
   * @param photograph what they were found in, or the same at another size
   * @param faces in its pixels
   * @param scale pixels of the result per pixel of the photograph: 1, 2 or 4
   * @return what became of each, in their order
   * @throws RestorationException {@code OUT_OF_MEMORY} or {@code ENGINE_FAILED}, when no face can
   *     be restored
   * @throws IOException when the photograph cannot be read
   * @throws InterruptedException when this thread is interrupted; nothing runs on then
   */
  List<Treated> treat(PartedPhotograph photograph, List<Face> faces, int scale)
      throws RestorationException, IOException, InterruptedException;

  /**
   * What became of a face.
   *
   * @param patch its place in the result; empty when it was not restored
   */
  record Treated(FaceOutcome outcome, Optional<Patch> patch) {}
}
