package org.albumen.dispatcher.page;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.albumen.common.event.Agreement;
import org.albumen.common.event.FaceFinding;
import org.albumen.common.event.FaceOutcome;
import org.albumen.common.event.JobReviewed;
import org.albumen.common.event.PhotoOutcome;
import org.albumen.common.event.ResultImage;
import org.albumen.common.event.Timings;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.ObjectRef;
import org.albumen.common.job.SourceRef;
import org.albumen.common.submission.Prefix;
import org.albumen.common.submission.Submission;
import org.albumen.dispatcher.view.JobState;
import org.albumen.dispatcher.view.JobView;
import org.jspecify.annotations.Nullable;

/** Jobs as they pass from state to state. */
@SuppressWarnings("NullAway") // It overlooks that JobView's verdict may be null.
final class InventedJobs {
  private static final String WORKER = "reading-room-2";

  private InventedJobs() {}

  static JobView pending(Submission submission, int number, String name) {
    String bucket = submission.selection() instanceof Prefix prefix ? prefix.bucket() : "archive";
    return new JobView(
        "job-%05d".formatted(number),
        submission.batchId(),
        JobState.PENDING,
        new ObjectRef(bucket, name),
        submission.recipe(),
        null,
        null,
        null,
        null,
        null,
        List.of(),
        null,
        0,
        null,
        null,
        null,
        List.of(happening("accepted", null, null, null)),
        Instant.now());
  }

  static JobView succeeded(JobView job) {
    List<FaceFinding> faces = Pictures.of(job.source()).faces();
    return ended(
        job,
        JobState.SUCCEEDED,
        null,
        faces.isEmpty() ? PhotoOutcome.NO_FACES : PhotoOutcome.RESTORED,
        faces,
        happening("succeeded", WORKER, null, null));
  }

  /** One of whose faces agrees too little with what it was. */
  static JobView forReview(JobView job) {
    List<FaceFinding> faces = new ArrayList<>(Pictures.of(job.source()).faces());
    if (!faces.isEmpty()) {
      FaceFinding face = faces.get(0);
      faces.set(
          0,
          new FaceFinding(
              face.x(),
              face.y(),
              face.width(),
              face.height(),
              face.score(),
              face.landmarks(),
              FaceOutcome.FAILED,
              FailureCode.OUTPUT_INVALID,
              new Agreement(17.2, 0.61)));
    }
    return ended(
        job,
        JobState.SUCCEEDED,
        null,
        PhotoOutcome.NEEDS_REVIEW,
        faces,
        happening("succeeded", WORKER, null, null));
  }

  static JobView failed(JobView job, FailureCode code) {
    return ended(
        job,
        JobState.FAILED,
        code,
        null,
        List.of(),
        happening("failed", WORKER, code, code.meaning()));
  }

  static JobView cancelled(JobView job) {
    return ended(
        job, JobState.CANCELLED, null, null, List.of(), happening("cancelled", null, null, null));
  }

  static JobView again(JobView job) {
    return ended(
        job, JobState.PENDING, null, null, List.of(), happening("replayed", "ada", null, null));
  }

  static JobView reviewed(JobView job, JobReviewed.Verdict verdict, @Nullable String note) {
    return new JobView(
        job.jobId(),
        job.batchId(),
        job.state(),
        job.source(),
        job.recipe(),
        job.code(),
        job.message(),
        job.photograph(),
        job.result(),
        job.sidecar(),
        job.faces(),
        job.timings(),
        job.attempts(),
        job.worker(),
        verdict,
        "ada",
        with(job.history(), happening("reviewed", "ada", null, note)),
        Instant.now());
  }

  private static JobView ended(
      JobView job,
      JobState state,
      @Nullable FailureCode code,
      @Nullable PhotoOutcome photograph,
      List<FaceFinding> faces,
      JobView.Happening happening) {
    boolean good = state == JobState.SUCCEEDED;
    return new JobView(
        job.jobId(),
        job.batchId(),
        state,
        job.source(),
        job.recipe(),
        code,
        code == null ? null : code.meaning(),
        photograph,
        good ? result(job) : null,
        good ? new ObjectRef("results", stem(job.source()) + ".json") : null,
        faces,
        good ? new Timings(40, 110, 1900, 210, 60) : null,
        job.attempts() + 1,
        WORKER,
        null,
        null,
        with(job.history(), happening),
        Instant.now());
  }

  private static ResultImage result(JobView job) {
    Pictures picture = Pictures.of(job.source());
    return new ResultImage(
        "results",
        stem(job.source()) + ".png",
        "image/png",
        "3f".repeat(32),
        4_180_000,
        picture.width() * 2,
        picture.height() * 2);
  }

  private static String stem(SourceRef source) {
    return source.name().replaceFirst("\\.[^.]*$", "") + ".8c1f09d2a7b34e56";
  }

  private static JobView.Happening happening(
      String outcome, @Nullable String by, @Nullable FailureCode code, @Nullable String message) {
    return new JobView.Happening("event:" + outcome, outcome, Instant.now(), by, code, message);
  }

  private static List<JobView.Happening> with(
      List<JobView.Happening> history, JobView.Happening happening) {
    List<JobView.Happening> longer = new ArrayList<>(history);
    longer.add(happening);
    return longer;
  }
}
