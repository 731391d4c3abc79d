package org.albumen.common.event;

import static java.util.Objects.requireNonNull;

import org.albumen.common.job.Job;
import org.albumen.common.job.SourceRef;

/** The job stands in the queue. */
public record JobAccepted(String jobId, String batchId, SourceRef source, String recipe)
    implements JobEvent {
  public JobAccepted {
    requireNonNull(jobId, "jobId");
    requireNonNull(batchId, "batchId");
    requireNonNull(source, "source");
    requireNonNull(recipe, "recipe");
  }

  public static JobAccepted of(Job job) {
    return new JobAccepted(job.id(), job.batchId(), job.source().ref(), job.recipe());
  }

  @Override
  public String outcome() {
    return "accepted";
  }
}
