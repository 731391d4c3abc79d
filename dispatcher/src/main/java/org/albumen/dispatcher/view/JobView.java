package org.albumen.dispatcher.view;

import java.time.Instant;
import java.util.List;
import org.albumen.common.event.FaceFinding;
import org.albumen.common.event.JobReviewed;
import org.albumen.common.event.PhotoOutcome;
import org.albumen.common.event.ResultImage;
import org.albumen.common.event.Timings;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.ObjectRef;
import org.albumen.common.job.SourceRef;
import org.jspecify.annotations.Nullable;

/**
 * A job.
 *
 * @param recipe null when its acceptance is not known yet
 * @param code of one that failed
 * @param message the same in one line
 * @param photograph of one that succeeded: what became of the photograph
 * @param result of one that succeeded
 * @param sidecar of one that succeeded
 * @param faces of one that succeeded
 * @param timings of one that succeeded
 * @param attempts how often it was delivered, as far as known
 * @param worker the worker that ended it
 * @param review the last review's verdict
 * @param reviewedBy who gave it
 * @param history what happened to it, oldest first, the latest {@link #HISTORY} of it
 * @param updatedAt when the last of that happened
 */
public record JobView(
    String jobId,
    String batchId,
    JobState state,
    SourceRef source,
    @Nullable String recipe,
    @Nullable FailureCode code,
    @Nullable String message,
    @Nullable PhotoOutcome photograph,
    @Nullable ResultImage result,
    @Nullable ObjectRef sidecar,
    List<FaceFinding> faces,
    @Nullable Timings timings,
    int attempts,
    @Nullable String worker,
    JobReviewed.@Nullable Verdict review,
    @Nullable String reviewedBy,
    List<Happening> history,
    Instant updatedAt) {
  /** So much of its history is kept. */
  public static final int HISTORY = 20;

  public JobView {
    faces = List.copyOf(faces);
    history = List.copyOf(history);
  }

  /**
   * Something that happened to a job.
   *
   * @param eventId the event's CloudEvents id
   * @param outcome the last word of its type
   * @param by the worker or person, as far as known
   * @param code of a failure
   * @param message of a failure or review
   */
  public record Happening(
      String eventId,
      String outcome,
      Instant at,
      @Nullable String by,
      @Nullable FailureCode code,
      @Nullable String message) {}
}
