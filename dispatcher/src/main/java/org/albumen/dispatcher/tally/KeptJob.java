package org.albumen.dispatcher.tally;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.albumen.common.event.PhotoOutcome;
import org.albumen.common.event.Timings;
import org.albumen.common.job.SourceRef;
import org.albumen.dispatcher.track.Standing;
import org.albumen.dispatcher.view.JobState;
import org.albumen.dispatcher.view.JobView;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a job.
 *
 * @param accepted whether its acceptance is known
 * @param size of its source in bytes, as far as known
 * @param reused of one that succeeded
 * @param faces of one that succeeded
 * @param reopened how often it became pending after it had ended
 * @param endedAt when it ended, on the broker's clock, in ms; 0 of one that has not
 * @param reviewId of the last review
 * @param reviewedAt of the same
 */
record KeptJob(
    JobView view,
    Standing standing,
    boolean accepted,
    @Nullable Long size,
    boolean reused,
    int faces,
    int reopened,
    long endedAt,
    @Nullable String reviewId,
    @Nullable Instant reviewedAt) {

  static KeptJob unknown(String jobId, String batchId, SourceRef source, Instant time) {
    JobView view =
        new JobView(
            jobId,
            batchId,
            JobState.PENDING,
            source,
            null,
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
            time);
    return new KeptJob(
        view, new Standing(Standing.End.NONE, 0), false, null, false, 0, 0, 0, null, null);
  }

  /** Whether somebody should look at its result and nobody has. */
  boolean toReview() {
    return view.photograph() == PhotoOutcome.NEEDS_REVIEW && view.review() == null;
  }

  /** What it adds to its batch's counts. */
  Counts counts() {
    Counts counts = new Counts();
    counts.add(Quantity.KNOWN, 1);
    counts.add(Quantity.ACCEPTED, accepted ? 1 : 0);
    counts.add(Quantity.BYTES, size == null ? 0 : size);
    counts.add(Quantity.REOPENED, reopened);
    switch (standing.end()) {
      case NONE -> {}
      case CANCELLED -> counts.add(Quantity.CANCELLED, 1);
      case FAILED -> {
        if (view.code() != null) {
          counts.addFailure(view.code());
        }
      }
      case SUCCEEDED -> countSuccess(counts);
    }
    if (standing.ended()) {
      counts.addEnd(endedAt);
    }
    return counts;
  }

  private void countSuccess(Counts counts) {
    counts.add(Quantity.SUCCEEDED, 1);
    counts.add(Quantity.REUSED, reused ? 1 : 0);
    counts.add(Quantity.NEEDS_REVIEW, toReview() ? 1 : 0);
    counts.add(Quantity.NO_FACES, view.photograph() == PhotoOutcome.NO_FACES ? 1 : 0);
    counts.add(Quantity.FACES, faces);
    Timings timings = view.timings();
    if (!reused && timings != null && view.result() != null) {
      counts.add(Quantity.PIXELS, (long) view.result().width() * view.result().height());
      counts.add(Quantity.GPU_MILLIS, timings.restoreMs());
    }
  }

  /** Where it is found by what it is. */
  List<Bytes> indexes() {
    byte[] job = Keys.text(view.jobId());
    List<Bytes> keys = new ArrayList<>(2);
    keys.add(Keys.after(Keys.index(view.batchId(), view.state()), job));
    if (view.state() == JobState.FAILED && view.code() != null) {
      keys.add(Keys.after(Keys.index(view.batchId(), view.code()), job));
    }
    if (view.state() == JobState.SUCCEEDED && toReview()) {
      keys.add(Keys.after(Keys.toReview(view.batchId()), job));
    }
    return keys;
  }
}
