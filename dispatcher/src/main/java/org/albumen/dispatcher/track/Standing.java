package org.albumen.dispatcher.track;

import static java.util.Objects.requireNonNullElse;

import java.util.Comparator;
import org.albumen.common.event.JobCancelled;
import org.albumen.common.event.JobEvent;
import org.albumen.common.event.JobFailed;
import org.albumen.common.event.JobReplayed;
import org.albumen.common.event.JobSucceeded;

/**
 * Where a job stands by one of its events; of several the greatest counts, in whatever order they
 * come. A job may end twice when one worker gave it up and another finished it: then a success
 * counts before a failure, and a failure before a cancellation. A job that is replayed is pending
 * again, whatever was said of it before its last replay, unless it has succeeded.
 *
 * @param replays how often the job had been replayed by then; 0 of a success, which no replay
 *     undoes
 */
public record Standing(End end, int replays) implements Comparable<Standing> {
  private static final Comparator<Standing> ORDER =
      Comparator.comparing((Standing standing) -> standing.end == End.SUCCEEDED)
          .thenComparing(Standing::replays)
          .thenComparing(Standing::end);

  /** How a job has ended; of two ends the later one here counts. */
  public enum End {
    NONE,
    CANCELLED,
    FAILED,
    SUCCEEDED
  }

  /** Where the event alone would leave its job. */
  public static Standing of(JobEvent event) {
    if (event instanceof JobSucceeded) {
      return new Standing(End.SUCCEEDED, 0);
    }
    if (event instanceof JobFailed failure) {
      return new Standing(End.FAILED, requireNonNullElse(failure.replays(), 0));
    }
    if (event instanceof JobReplayed replayed) {
      return new Standing(End.NONE, replayed.replays());
    }
    if (event instanceof JobCancelled cancelled) {
      return new Standing(End.CANCELLED, requireNonNullElse(cancelled.replays(), 0));
    }
    return new Standing(End.NONE, 0);
  }

  /** Whether the job has ended, one way or another. */
  public boolean ended() {
    return end != End.NONE;
  }

  @Override
  public int compareTo(Standing other) {
    return ORDER.compare(this, other);
  }
}
