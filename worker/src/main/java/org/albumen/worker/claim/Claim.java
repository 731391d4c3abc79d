package org.albumen.worker.claim;

import java.util.List;
import org.albumen.common.event.NetworkUse;
import org.albumen.common.fingerprint.Fingerprint;
import org.albumen.common.fingerprint.ResultKeys;
import org.albumen.common.job.RestorationJob;
import org.albumen.common.job.Source;
import org.albumen.common.recipe.Recipe;

/**
 * A job with everything that follows from it.
 *
 * @param source the job's, with a known identity
 * @param keys where the result belongs
 */
public record Claim(
    RestorationJob job,
    Recipe recipe,
    Source source,
    List<NetworkUse> networks,
    Fingerprint fingerprint,
    ResultKeys keys) {
  public Claim {
    networks = List.copyOf(networks);
  }
}
