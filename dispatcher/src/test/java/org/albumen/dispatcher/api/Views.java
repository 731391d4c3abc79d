package org.albumen.dispatcher.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.albumen.common.event.Agreement;
import org.albumen.common.event.FaceFinding;
import org.albumen.common.event.FaceOutcome;
import org.albumen.common.event.PhotoOutcome;
import org.albumen.common.event.ResultImage;
import org.albumen.common.event.Timings;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.Lane;
import org.albumen.common.job.ObjectRef;
import org.albumen.common.job.Target;
import org.albumen.common.submission.Prefix;
import org.albumen.dispatcher.view.BatchState;
import org.albumen.dispatcher.view.BatchView;
import org.albumen.dispatcher.view.JobState;
import org.albumen.dispatcher.view.JobView;
import org.albumen.dispatcher.view.JobView.Happening;
import org.jspecify.annotations.Nullable;

/** Batches and jobs as a tracker would show them. */
@SuppressWarnings("NullAway") // It overlooks that JobView's verdict may be null.
public final class Views {
  static final Instant TIME = Instant.parse("2026-11-28T14:00:00Z");

  private Views() {}

  public static BatchView batch(String id, BatchState state, long pending) {
    return batch(id, state, pending, null);
  }

  public static BatchView batch(
      String id, BatchState state, long pending, @Nullable String tenant) {
    boolean ended = state.ended();
    return new BatchView(
        id,
        state,
        "Glass negatives",
        tenant,
        "scanner",
        "photo@1",
        new Prefix("archive", "1927/", null),
        new Target("results", "out/"),
        "photo",
        Lane.BULK,
        10,
        pending,
        8 - pending,
        1,
        2,
        Map.of(FailureCode.IMAGE_DAMAGED, 2L),
        0,
        1,
        1,
        12,
        3,
        0,
        1L << 33,
        24_000_000,
        3.5,
        0.4,
        ended ? null : 17L,
        null,
        null,
        null,
        TIME,
        TIME,
        ended ? TIME : null);
  }

  static JobView pending(String batch, String job) {
    return new JobView(
        job,
        batch,
        JobState.PENDING,
        new ObjectRef("archive", "1927/a.jpg"),
        "photo@1",
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
        List.of(),
        TIME);
  }

  static JobView failed(String batch, String job) {
    return new JobView(
        job,
        batch,
        JobState.FAILED,
        new ObjectRef("archive", "1927/b.jpg"),
        "photo@1",
        FailureCode.IMAGE_DAMAGED,
        "the JPEG ends early",
        null,
        null,
        null,
        List.of(),
        null,
        1,
        "worker-1",
        null,
        null,
        List.of(
            new Happening(
                job + ":failed",
                "failed",
                TIME,
                "worker-1",
                FailureCode.IMAGE_DAMAGED,
                "the JPEG ends early")),
        TIME);
  }

  static JobView succeeded(String batch, String job, String source, String result) {
    FaceFinding face =
        new FaceFinding(
            10,
            20,
            30,
            40,
            0.9,
            List.of(new FaceFinding.Landmark(1, 2)),
            FaceOutcome.RESTORED,
            null,
            new Agreement(31.5, 0.97));
    return new JobView(
        job,
        batch,
        JobState.SUCCEEDED,
        new ObjectRef("archive", source),
        "photo@1",
        null,
        null,
        PhotoOutcome.NEEDS_REVIEW,
        new ResultImage("results", result, "image/png", "a".repeat(64), 1000, 200, 100),
        new ObjectRef("results", result.replaceFirst("\\.\\w+$", ".json")),
        List.of(face),
        new Timings(1, 2, 3, 4, 5),
        1,
        "worker-1",
        null,
        null,
        List.of(new Happening(job + ":succeeded", "succeeded", TIME, "worker-1", null, null)),
        TIME);
  }
}
