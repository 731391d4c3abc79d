package org.albumen.common.event;

import static java.util.Objects.requireNonNull;

import org.albumen.common.job.SourceRef;

/** The job was taken back before it ended. */
public record JobCancelled(String jobId, String batchId, SourceRef source) implements JobEvent {
  public JobCancelled {
    requireNonNull(jobId, "jobId");
    requireNonNull(batchId, "batchId");
    requireNonNull(source, "source");
  }

  @Override
  public String outcome() {
    return "cancelled";
  }
}
