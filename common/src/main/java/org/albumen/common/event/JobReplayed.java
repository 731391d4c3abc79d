package org.albumen.common.event;

import static java.util.Objects.requireNonNull;

import org.albumen.common.job.Job;
import org.albumen.common.job.SourceRef;

/**
 * The job had failed, and stands in the queue again.
 *
 * @param replays how often it has been replayed by now, 1 or more
 */
public record JobReplayed(
    String jobId, String batchId, SourceRef source, String recipe, int replays)
    implements JobEvent {
  public JobReplayed {
    requireNonNull(jobId, "jobId");
    requireNonNull(batchId, "batchId");
    requireNonNull(source, "source");
    requireNonNull(recipe, "recipe");
  }

  public static JobReplayed of(Job job, int replays) {
    return new JobReplayed(job.id(), job.batchId(), job.source().ref(), job.recipe(), replays);
  }

  @Override
  public String outcome() {
    return "replayed";
  }

  /** {@inheritDoc} Every replay is another. */
  @Override
  public String id() {
    return JobEvent.super.id() + ":" + replays;
  }
}
