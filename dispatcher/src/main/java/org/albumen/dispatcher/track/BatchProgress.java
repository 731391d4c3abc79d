package org.albumen.dispatcher.track;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.albumen.common.event.JobEvent;
import org.albumen.common.event.JobFailed;
import org.albumen.common.event.JobSucceeded;
import org.albumen.common.failure.FailureCode;
import org.jspecify.annotations.Nullable;

/**
 * Adds up a batch's events. Events may come in any order, since dispatcher and workers announce
 * them independently; of two about one job the greater {@link Standing} counts. Keeps a few words
 * per job. Not safe for use by several threads.
 */
public final class BatchProgress {
  private final String batchId;
  private final Map<String, Counted> jobs = new HashMap<>();
  private long ended;
  private @Nullable Instant first;
  private @Nullable Instant last;

  public BatchProgress(String batchId) {
    this.batchId = batchId;
  }

  /** Adds an event of this batch. */
  public void add(BatchEvent added) {
    Counted counted = Counted.of(added.event());
    Counted before = jobs.get(added.event().jobId());
    if (before == null || counted.standing.compareTo(before.standing) > 0) {
      jobs.put(added.event().jobId(), counted);
      ended += counted.ended() - (before == null ? 0 : before.ended());
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
    for (Counted counted : jobs.values()) {
      switch (counted.standing.end()) {
        case NONE -> {}
        case CANCELLED -> cancelled++;
        case FAILED -> failures.merge(requireNonNull(counted.code), 1L, Long::sum);
        case SUCCEEDED -> {
          succeeded++;
          reused += counted.reused ? 1 : 0;
          faces += counted.faces;
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

  /** What counts of a job. */
  private record Counted(Standing standing, @Nullable FailureCode code, int faces, boolean reused) {

    static Counted of(JobEvent event) {
      Standing standing = Standing.of(event);
      if (event instanceof JobSucceeded success) {
        return new Counted(standing, null, success.faces().size(), success.reused());
      }
      FailureCode code = event instanceof JobFailed failure ? failure.code() : null;
      return new Counted(standing, code, 0, false);
    }

    /** 1 when the job has ended, else 0. */
    int ended() {
      return standing.ended() ? 1 : 0;
    }
  }
}
