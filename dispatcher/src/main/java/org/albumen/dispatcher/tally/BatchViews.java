package org.albumen.dispatcher.tally;

import java.time.Instant;
import org.albumen.dispatcher.view.BatchState;
import org.albumen.dispatcher.view.BatchView;
import org.jspecify.annotations.Nullable;

/** From facts and counts to what is shown of a batch. */
final class BatchViews {
  private BatchViews() {}

  static BatchView of(String batchId, Facts facts, Counts counts, Instant now) {
    Request request = facts.request();
    long made = facts.made().jobs() - counts.get(Quantity.REPEATED);
    long jobs = Math.max(made, counts.get(Quantity.KNOWN));
    long pending = jobs - counts.ended();
    BatchState state = state(facts, counts);
    double pace = counts.endsPerSecond(now.toEpochMilli());
    return new BatchView(
        batchId,
        state,
        request == null ? null : request.label(),
        request == null ? null : request.tenant(),
        request == null ? null : request.submittedBy(),
        request == null ? null : request.recipe(),
        request == null ? null : request.selection(),
        request == null ? null : request.target(),
        request == null ? null : request.pool(),
        request == null ? null : request.lane(),
        jobs,
        pending,
        counts.get(Quantity.SUCCEEDED),
        counts.get(Quantity.REUSED),
        counts.get(Quantity.FAILED),
        counts.failures(),
        counts.get(Quantity.CANCELLED),
        counts.get(Quantity.NEEDS_REVIEW),
        counts.get(Quantity.NO_FACES),
        counts.get(Quantity.FACES),
        facts.made().skipped(),
        facts.made().rejected(),
        counts.get(Quantity.BYTES),
        counts.get(Quantity.PIXELS),
        counts.get(Quantity.GPU_MILLIS) / 1e3,
        pace,
        eta(state, pending, pace),
        facts.told().code(),
        facts.told().message(),
        request == null ? null : request.digest(),
        request == null ? null : request.submittedAt(),
        latest(facts.updatedAt(), counts.last()),
        state.ended() ? latest(facts.told().at(), counts.lastEnd()) : null);
  }

  private static BatchState state(Facts facts, Counts counts) {
    if (facts.complete(counts)) {
      if (facts.told().code() != null) {
        return BatchState.REJECTED;
      }
      return facts.told().cancelledBy() == null ? BatchState.COMPLETED : BatchState.CANCELLED;
    }
    if (facts.told().cancelledBy() != null) {
      return BatchState.CANCELLING;
    }
    if (!facts.submitted() || facts.told().sealed()) {
      return BatchState.RUNNING;
    }
    return facts.started() || counts.get(Quantity.KNOWN) > 0
        ? BatchState.EXPANDING
        : BatchState.QUEUED;
  }

  /** While jobs are still made nobody knows how many there will be. */
  private static @Nullable Long eta(BatchState state, long pending, double pace) {
    boolean all = state == BatchState.RUNNING || state == BatchState.CANCELLING;
    return all && pace > 0 ? Long.valueOf((long) Math.ceil(pending / pace)) : null;
  }

  private static @Nullable Instant latest(@Nullable Instant a, @Nullable Instant b) {
    return b == null ? a : Facts.later(a, b);
  }
}
