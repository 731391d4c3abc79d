package org.albumen.dispatcher.tally;

import java.time.Instant;
import org.albumen.common.event.JobEvent;
import org.albumen.common.event.JobReviewed;
import org.jspecify.annotations.Nullable;

/** A verdict; the last one counts. */
record LastReview(
    @Nullable String id,
    @Nullable Instant at,
    JobReviewed.@Nullable Verdict verdict,
    @Nullable String by) {
  private static final LastReview NONE = new LastReview(null, null, null, null);

  static LastReview of(KeptJob job) {
    return new LastReview(
        job.reviewId(), job.reviewedAt(), job.view().review(), job.view().reviewedBy());
  }

  static LastReview of(JobEvent event, Instant time) {
    return event instanceof JobReviewed r
        ? new LastReview(r.review(), time, r.verdict(), r.by())
        : NONE;
  }

  static LastReview later(LastReview a, LastReview b) {
    if (a.at == null || a.id == null) {
      return b;
    }
    if (b.at == null || b.id == null) {
      return a;
    }
    int byTime = a.at.compareTo(b.at);
    return byTime > 0 || (byTime == 0 && a.id.compareTo(b.id) >= 0) ? a : b;
  }
}
