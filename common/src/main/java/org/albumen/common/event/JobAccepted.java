package org.albumen.common.event;

import static java.util.Objects.requireNonNull;

import org.albumen.common.job.Job;
import org.albumen.common.job.ObjectSource;
import org.albumen.common.job.SourceRef;
import org.jspecify.annotations.Nullable;

/**
 * The job stands in the queue.
 *
 * @param size of its source in bytes; null when it is not known
 */
public record JobAccepted(
    String jobId, String batchId, SourceRef source, String recipe, @Nullable Long size)
    implements JobEvent {
  public JobAccepted {
    requireNonNull(jobId, "jobId");
    requireNonNull(batchId, "batchId");
    requireNonNull(source, "source");
    requireNonNull(recipe, "recipe");
  }

  public static JobAccepted of(Job job) {
    Long size = job.source() instanceof ObjectSource object ? object.size() : null;
    return new JobAccepted(job.id(), job.batchId(), job.source().ref(), job.recipe(), size);
  }

  @Override
  public String outcome() {
    return "accepted";
  }
}
