package org.albumen.common.event;

import static java.util.Objects.requireNonNull;

import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.SourceRef;
import org.jspecify.annotations.Nullable;

/**
 * The job has failed for good and stands among the dead letters.
 *
 * @param message one line
 * @param attempts how often the job was delivered
 * @param worker the worker that gave it up
 * @param replays how often the job had been replayed by then; null for never
 */
public record JobFailed(
    String jobId,
    String batchId,
    SourceRef source,
    String recipe,
    FailureCode code,
    String message,
    int attempts,
    String worker,
    @Nullable Integer replays)
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

  /** The failure of a job that was never replayed. */
  public JobFailed(
      String jobId,
      String batchId,
      SourceRef source,
      String recipe,
      FailureCode code,
      String message,
      int attempts,
      String worker) {
    this(jobId, batchId, source, recipe, code, message, attempts, worker, null);
  }

  /** The same failure of a job that had been replayed this often. */
  public JobFailed afterReplays(int times) {
    return new JobFailed(
        jobId,
        batchId,
        source,
        recipe,
        code,
        message,
        attempts,
        worker,
        times == 0 ? null : Integer.valueOf(times));
  }

  @Override
  public String outcome() {
    return "failed";
  }

  /** {@inheritDoc} A failure after a replay is another failure. */
  @Override
  public String id() {
    return replays == null ? JobEvent.super.id() : JobEvent.super.id() + ":" + replays;
  }
}
