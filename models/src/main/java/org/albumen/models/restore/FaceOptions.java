package org.albumen.models.restore;

import java.util.Optional;
import org.albumen.models.face.restore.FaceSelection;

/**
 * How faces are restored.
 *
 * @param network name of the card of the network that restores them
 * @param parser name of the card of the network that tells a face's parts, by which it is put back;
 *     empty: a feathered square
 * @param selection which of those that are found
 * @param fidelity 0 for the network's face, 1 for the photograph's
 * @param aligned whether the whole photograph is one face, as the network takes it; nothing is
 *     looked for then
 */
public record FaceOptions(
    String network,
    Optional<String> parser,
    FaceSelection selection,
    double fidelity,
    boolean aligned) {
  public FaceOptions {
    if (!(fidelity >= 0 && fidelity <= 1)) {
      throw new IllegalArgumentException("fidelity must be 0 to 1, not " + fidelity);
    }
  }
}
