package org.albumen.common.event;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.albumen.common.job.SourceRef;
import org.jspecify.annotations.Nullable;

/**
 * Somebody has looked at a result. The last review counts.
 *
 * @param review names this review among those of the job
 * @param by who looked
 * @param note why, in the words of whoever looked
 */
public record JobReviewed(
    String jobId,
    String batchId,
    SourceRef source,
    String review,
    Verdict verdict,
    String by,
    @Nullable String note)
    implements JobEvent {
  public JobReviewed {
    requireNonNull(jobId, "jobId");
    requireNonNull(batchId, "batchId");
    requireNonNull(source, "source");
    requireNonNull(review, "review");
    requireNonNull(verdict, "verdict");
    requireNonNull(by, "by");
  }

  /** What was thought of the result. */
  public enum Verdict {
    @JsonProperty("accepted")
    ACCEPTED,
    @JsonProperty("rejected")
    REJECTED
  }

  @Override
  public String outcome() {
    return "reviewed";
  }

  /** {@inheritDoc} Every review is another. */
  @Override
  public String id() {
    return JobEvent.super.id() + ":" + review;
  }
}
