package org.albumen.common.event;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.albumen.common.job.ObjectRef;
import org.albumen.common.job.SourceRef;
import org.jspecify.annotations.Nullable;

/**
 * The result is stored.
 *
 * @param result what was stored, as its sidecar describes it
 * @param sidecar where the whole description is
 * @param photograph what became of the photograph; null of a seed
 * @param reused whether the result was there already, and nothing was computed
 * @param attempts how often the job was delivered
 * @param worker the worker that announces it
 */
public record JobSucceeded(
    String jobId,
    String batchId,
    SourceRef source,
    String recipe,
    String fingerprint,
    ResultImage result,
    ObjectRef sidecar,
    @Nullable PhotoOutcome photograph,
    List<FaceFinding> faces,
    List<NetworkUse> networks,
    Timings timings,
    boolean reused,
    int attempts,
    String worker)
    implements JobEvent {
  public JobSucceeded {
    requireNonNull(jobId, "jobId");
    requireNonNull(batchId, "batchId");
    requireNonNull(source, "source");
    requireNonNull(recipe, "recipe");
    requireNonNull(fingerprint, "fingerprint");
    requireNonNull(result, "result");
    requireNonNull(sidecar, "sidecar");
    requireNonNull(faces, "faces");
    requireNonNull(networks, "networks");
    requireNonNull(timings, "timings");
    requireNonNull(worker, "worker");
    faces = List.copyOf(faces);
    networks = List.copyOf(networks);
  }

  @Override
  public String outcome() {
    return "succeeded";
  }
}
