package org.albumen.dispatcher.track;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.albumen.common.failure.FailureCode;
import org.jspecify.annotations.Nullable;

/**
 * Where a batch stands. Jobs are counted, not events: each is accepted, and then either pending or
 * one of succeeded, failed and cancelled.
 *
 * @param accepted jobs that are known
 * @param reused those of the succeeded whose result was there already
 * @param failuresByCode adds up to {@code failed}
 * @param faces found in all photographs that succeeded
 * @param first time of the earliest event; null without one
 * @param last time of the latest event; null without one
 */
public record BatchStatus(
    String batchId,
    long accepted,
    long pending,
    long succeeded,
    long reused,
    long failed,
    Map<FailureCode, Long> failuresByCode,
    long cancelled,
    long faces,
    @Nullable Instant first,
    @Nullable Instant last) {
  public BatchStatus {
    failuresByCode = Collections.unmodifiableMap(new TreeMap<>(failuresByCode));
  }

  /** Whether every known job has ended. */
  public boolean ended() {
    return pending == 0;
  }

  /** Whether every known job has succeeded. */
  public boolean allSucceeded() {
    return succeeded == accepted;
  }
}
