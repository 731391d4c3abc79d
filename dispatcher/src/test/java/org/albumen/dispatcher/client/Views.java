package org.albumen.dispatcher.client;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.albumen.common.event.ResultImage;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.Lane;
import org.albumen.common.job.ObjectRef;
import org.albumen.common.job.Target;
import org.albumen.common.submission.Prefix;
import org.albumen.dispatcher.view.BatchState;
import org.albumen.dispatcher.view.BatchView;
import org.albumen.dispatcher.view.JobState;
import org.albumen.dispatcher.view.JobView;
import org.jspecify.annotations.Nullable;

/** Batches and jobs as an API shows them. */
public final class Views {
  public static final Instant TIME = Instant.parse("2026-11-28T14:00:00Z");

  private Views() {}

  /** A batch of 1000 jobs, of which so many have succeeded and failed. */
  public static BatchView batch(String id, BatchState state, long succeeded, long failed) {
    return batch(id, "the box of 1927", state, succeeded, failed, 0);
  }

  /** The same with a label, and jobs that were cancelled. */
  public static BatchView batch(
      String id, String label, BatchState state, long succeeded, long failed, long cancelled) {
    long jobs = state == BatchState.QUEUED || state == BatchState.REJECTED ? 0 : 1000;
    boolean rejected = state == BatchState.REJECTED;
    return new BatchView(
        id,
        state,
        label,
        null,
        "ann",
        "photo@1",
        new Prefix("scans", "1927/", null),
        new Target("results", "1927/"),
        "photo",
        Lane.BULK,
        jobs,
        jobs - succeeded - failed - cancelled,
        succeeded,
        12,
        failed,
        failed == 0 ? Map.of() : Map.of(FailureCode.IMAGE_DAMAGED, failed),
        cancelled,
        2,
        1,
        2345,
        7,
        3,
        12_345_678_901L,
        0,
        3_725,
        state == BatchState.RUNNING ? 12.34 : 0,
        state == BatchState.RUNNING ? 3_723L : null,
        rejected ? FailureCode.NOTHING_SELECTED : null,
        rejected ? "s3://scans/1927/ has no photographs" : null,
        null,
        TIME,
        TIME.plusSeconds(60),
        state.ended() ? TIME.plusSeconds(3600) : null);
  }

  /** A job that failed when there is a message, and else succeeded. */
  @SuppressWarnings("NullAway") // takes the nested type of a review for one that is never null
  public static JobView job(String key, @Nullable String failure) {
    return new JobView(
        "0123456789abcdef0123456789abcdef",
        "b",
        failure == null ? JobState.SUCCEEDED : JobState.FAILED,
        new ObjectRef("scans", key),
        "photo@1",
        failure == null ? null : FailureCode.IMAGE_DAMAGED,
        failure,
        null,
        failure == null
            ? new ResultImage("results", key + ".png", "image/png", "0", 1, 2, 3)
            : null,
        null,
        List.of(),
        null,
        1,
        "worker-1",
        null,
        null,
        List.of(),
        TIME);
  }
}
