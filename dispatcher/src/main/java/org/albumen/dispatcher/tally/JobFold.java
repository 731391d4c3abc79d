package org.albumen.dispatcher.tally;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.albumen.common.event.JobAccepted;
import org.albumen.common.event.JobEvent;
import org.albumen.common.event.JobFailed;
import org.albumen.common.event.JobReplayed;
import org.albumen.common.event.JobReviewed;
import org.albumen.common.event.JobSucceeded;
import org.albumen.common.failure.FailureCode;
import org.albumen.dispatcher.track.Standing;
import org.albumen.dispatcher.view.JobState;
import org.albumen.dispatcher.view.JobView;
import org.albumen.dispatcher.view.JobView.Happening;
import org.jspecify.annotations.Nullable;

/**
 * Adds events to what is kept of their job, in whatever order they come. An event that is known
 * already changes nothing.
 */
final class JobFold {
  private static final int MAX_MESSAGE = 1_000;

  private static final Comparator<Happening> BY_TIME =
      Comparator.comparing(Happening::at).thenComparing(Happening::eventId);

  private JobFold() {}

  /**
   * The job after an event.
   *
   * @param time when it happened, on the clock of whoever announced it
   * @param brokersMillis the same on the broker's
   */
  static KeptJob with(@Nullable KeptJob known, JobEvent event, Instant time, long brokersMillis) {
    KeptJob before =
        known == null
            ? KeptJob.unknown(event.jobId(), event.batchId(), event.source(), time)
            : known;
    if (before.view().history().stream().anyMatch(h -> h.eventId().equals(event.id()))) {
      return before;
    }
    Standing standing = Standing.of(event);
    boolean counts = known == null || standing.compareTo(before.standing()) > 0;
    JobEnd end = counts ? JobEnd.of(event) : JobEnd.of(before.view());
    LastReview review = LastReview.later(LastReview.of(before), LastReview.of(event, time));
    JobView old = before.view();
    JobAccepted accepted = event instanceof JobAccepted a ? a : null;
    JobView view =
        new JobView(
            old.jobId(),
            old.batchId(),
            counts ? state(standing) : old.state(),
            old.source(),
            accepted != null ? accepted.recipe() : firstOf(old.recipe(), recipe(event)),
            end.code(),
            end.message(),
            end.photograph(),
            end.result(),
            end.sidecar(),
            end.faces(),
            end.timings(),
            Math.max(old.attempts(), attempts(event)),
            end.worker(),
            review.verdict(),
            review.by(),
            history(old.history(), happening(event, time)),
            time.isAfter(old.updatedAt()) ? time : old.updatedAt());
    return new KeptJob(
        view,
        counts ? standing : before.standing(),
        before.accepted() || accepted != null,
        before.size() == null && accepted != null ? accepted.size() : before.size(),
        counts ? event instanceof JobSucceeded s && s.reused() : before.reused(),
        counts ? faces(event) : before.faces(),
        before.reopened() + (counts && reopens(before.standing(), standing) ? 1 : 0),
        counts ? (standing.ended() ? brokersMillis : 0) : before.endedAt(),
        review.id(),
        review.at());
  }

  private static int faces(JobEvent event) {
    return event instanceof JobSucceeded success ? success.faces().size() : 0;
  }

  /** A later failure tells of a replay that was not seen yet. */
  private static boolean reopens(Standing before, Standing after) {
    return before.ended() && after.replays() > before.replays();
  }

  private static JobState state(Standing standing) {
    return switch (standing.end()) {
      case NONE -> JobState.PENDING;
      case CANCELLED -> JobState.CANCELLED;
      case FAILED -> JobState.FAILED;
      case SUCCEEDED -> JobState.SUCCEEDED;
    };
  }

  private static List<Happening> history(List<Happening> before, Happening added) {
    List<Happening> all = new ArrayList<>(before);
    all.add(added);
    all.sort(BY_TIME);
    return all.subList(Math.max(0, all.size() - JobView.HISTORY), all.size());
  }

  private static Happening happening(JobEvent event, Instant time) {
    String by = null;
    FailureCode code = null;
    String message = null;
    if (event instanceof JobSucceeded success) {
      by = success.worker();
    } else if (event instanceof JobFailed failure) {
      by = failure.worker();
      code = failure.code();
      message = shortened(failure.message());
    } else if (event instanceof JobReviewed review) {
      by = review.by();
      String note = review.note();
      message = note == null ? null : shortened(note);
    }
    return new Happening(event.id(), event.outcome(), time, by, code, message);
  }

  private static @Nullable String recipe(JobEvent event) {
    if (event instanceof JobSucceeded success) {
      return success.recipe();
    }
    if (event instanceof JobFailed failure) {
      return failure.recipe();
    }
    return event instanceof JobReplayed replayed ? replayed.recipe() : null;
  }

  private static int attempts(JobEvent event) {
    if (event instanceof JobSucceeded success) {
      return success.attempts();
    }
    return event instanceof JobFailed failure ? failure.attempts() : 0;
  }

  private static @Nullable String firstOf(@Nullable String a, @Nullable String b) {
    return a != null ? a : b;
  }

  static String shortened(String message) {
    return message.length() <= MAX_MESSAGE ? message : message.substring(0, MAX_MESSAGE) + "…";
  }
}
