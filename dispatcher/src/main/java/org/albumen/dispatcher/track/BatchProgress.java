package org.albumen.dispatcher.track;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.albumen.common.event.JobCancelled;
import org.albumen.common.event.JobEvent;
import org.albumen.common.event.JobFailed;
import org.albumen.common.event.JobReplayed;
import org.albumen.common.event.JobSucceeded;
import org.albumen.common.failure.FailureCode;
import org.jspecify.annotations.Nullable;

/**
 * Adds up a batch's events. Events may come in any order, since dispatcher and workers announce
 * them independently, and a job may end twice when one worker gave it up and another finished it:
 * then a success counts before a failure, and a failure before a cancellation. A job that is
 * replayed is pending again, whatever was said of it before its last replay, unless it has
 * succeeded. Keeps a few words per job. Not safe for use by several threads.
 */
public final class BatchProgress {
  private final String batchId;
  private final Map<String, Standing> jobs = new HashMap<>();
  private long ended;
  private @Nullable Instant first;
  private @Nullable Instant last;

  public BatchProgress(String batchId) {
    this.batchId = batchId;
  }

  /** Adds an event of this batch. */
  public void add(BatchEvent added) {
    Standing standing = Standing.of(added.event());
    Standing before = jobs.get(added.event().jobId());
    if (before == null || standing.compareTo(before) > 0) {
      jobs.put(added.event().jobId(), standing);
      ended += standing.ended() - (before == null ? 0 : before.ended());
    }
    Instant time = added.time();
    first = first == null || time.isBefore(first) ? time : first;
    last = last == null || time.isAfter(last) ? time : last;
  }

  /** Jobs that are known. */
  public long accepted() {
    return jobs.size();
  }

  /** Jobs that have ended, one way or another. */
  public long ended() {
    return ended;
  }

  /** Where the batch stands. Takes time in proportion to its jobs. */
  public BatchStatus status() {
    long succeeded = 0;
    long reused = 0;
    long cancelled = 0;
    long faces = 0;
    Map<FailureCode, Long> failures = new EnumMap<>(FailureCode.class);
    for (Standing standing : jobs.values()) {
      switch (standing.end) {
        case NONE -> {}
        case CANCELLED -> cancelled++;
        case FAILED -> failures.merge(requireNonNull(standing.code), 1L, Long::sum);
        case SUCCEEDED -> {
          succeeded++;
          reused += standing.reused ? 1 : 0;
          faces += standing.faces;
        }
      }
    }
    long failed = failures.values().stream().mapToLong(Long::longValue).sum();
    return new BatchStatus(
        batchId,
        jobs.size(),
        jobs.size() - ended,
        succeeded,
        reused,
        failed,
        failures,
        cancelled,
        faces,
        first,
        last);
  }

  /** How a job has ended; of two ends the later one here counts. */
  private enum End {
    NONE,
    CANCELLED,
    FAILED,
    SUCCEEDED
  }

  /** Where a job stands; of two standings the greater counts. */
  private record Standing(
      End end, int replays, @Nullable FailureCode code, int faces, boolean reused)
      implements Comparable<Standing> {
    private static final Comparator<Standing> ORDER =
        Comparator.comparing((Standing standing) -> standing.end == End.SUCCEEDED)
            .thenComparing(Standing::replays)
            .thenComparing(Standing::end);

    private static final Standing PENDING = new Standing(End.NONE, 0, null, 0, false);

    static Standing of(JobEvent event) {
      if (event instanceof JobSucceeded success) {
        return new Standing(End.SUCCEEDED, 0, null, success.faces().size(), success.reused());
      }
      if (event instanceof JobFailed failure) {
        int replays = requireNonNullElse(failure.replays(), 0);
        return new Standing(End.FAILED, replays, failure.code(), 0, false);
      }
      if (event instanceof JobReplayed replayed) {
        return new Standing(End.NONE, replayed.replays(), null, 0, false);
      }
      if (event instanceof JobCancelled cancelled) {
        int replays = requireNonNullElse(cancelled.replays(), 0);
        return new Standing(End.CANCELLED, replays, null, 0, false);
      }
      return PENDING;
    }

    /** 1 when the job has ended, else 0. */
    int ended() {
      return end == End.NONE ? 0 : 1;
    }

    @Override
    public int compareTo(Standing other) {
      return ORDER.compare(this, other);
    }
  }
}
