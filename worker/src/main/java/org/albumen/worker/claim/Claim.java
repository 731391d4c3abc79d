package org.albumen.worker.claim;

import java.util.List;
import org.albumen.common.event.NetworkUse;
import org.albumen.common.fingerprint.Fingerprint;
import org.albumen.common.fingerprint.ResultKeys;
import org.albumen.common.job.Job;
import org.albumen.worker.task.Task;

/**
 * A job with everything that follows from it.
 *
 * @param task the job's recipe and source, and how the one is used on the other
 * @param keys where the result belongs
 */
public record Claim(
    Job job, Task task, List<NetworkUse> networks, Fingerprint fingerprint, ResultKeys keys) {
  public Claim {
    networks = List.copyOf(networks);
  }
}
