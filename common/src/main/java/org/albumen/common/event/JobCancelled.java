package org.albumen.common.event;

import static java.util.Objects.requireNonNull;

import org.albumen.common.job.SourceRef;
import org.jspecify.annotations.Nullable;

/**
 * The job was taken back before it ended.
 *
 * @param replays how often the job had been replayed by then; null for never
 */
public record JobCancelled(
    String jobId, String batchId, SourceRef source, @Nullable Integer replays) implements JobEvent {
  public JobCancelled {
    requireNonNull(jobId, "jobId");
    requireNonNull(batchId, "batchId");
    requireNonNull(source, "source");
  }

  /** The end of a job that was never replayed. */
  public JobCancelled(String jobId, String batchId, SourceRef source) {
    this(jobId, batchId, source, null);
  }

  /** The same end of a job that had been replayed this often. */
  public JobCancelled afterReplays(int times) {
    return new JobCancelled(jobId, batchId, source, times == 0 ? null : Integer.valueOf(times));
  }

  @Override
  public String outcome() {
    return "cancelled";
  }

  /** {@inheritDoc} An end after a replay is another end. */
  @Override
  public String id() {
    return replays == null ? JobEvent.super.id() : JobEvent.super.id() + ":" + replays;
  }
}
