package org.albumen.common.event;

import static java.util.Objects.requireNonNull;

import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.SourceRef;

/**
 * The job has failed for good and stands among the dead letters.
 *
 * @param message one line
 * @param attempts how often the job was delivered
 * @param worker the worker that gave it up
 */
public record JobFailed(
    String jobId,
    String batchId,
    SourceRef source,
    String recipe,
    FailureCode code,
    String message,
    int attempts,
    String worker)
    implements JobEvent {
  public JobFailed {
    requireNonNull(jobId, "jobId");
    requireNonNull(batchId, "batchId");
    requireNonNull(source, "source");
    requireNonNull(recipe, "recipe");
    requireNonNull(code, "code");
    requireNonNull(message, "message");
    requireNonNull(worker, "worker");
  }

  @Override
  public String outcome() {
    return "failed";
  }
}
