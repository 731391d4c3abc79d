package org.albumen.models.face.restore;

import java.util.Optional;
import org.albumen.models.face.Face;
import org.albumen.models.face.paste.FacePatch;

/**
 * A face that was found and what became of it.
 *
 * @param face as it was found, in pixels of the photograph, its score included
 * @param outcome what became of it
 * @param patch its new pixels; there if and only if it was restored
 */
public record FaceResult(Face face, FaceOutcome outcome, Optional<FacePatch> patch) {
  public FaceResult {
    if (patch.isPresent() != outcome instanceof FaceOutcome.Restored) {
      throw new IllegalArgumentException("a face has a patch if and only if it was restored");
    }
  }
}
