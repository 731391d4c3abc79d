package org.albumen.worker.lane;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The wish to stop, and how long jobs in progress may still take. Safe for use by several threads.
 */
final class Drain {
  private static final long NOT_REQUESTED = Long.MAX_VALUE;

  private final AtomicLong deadline = new AtomicLong(NOT_REQUESTED);
  private final long origin = System.nanoTime();

  /** No new job from now on; those in progress have {@code grace} to end. The first call counts. */
  void request(Duration grace) {
    deadline.compareAndSet(NOT_REQUESTED, System.nanoTime() - origin + grace.toNanos());
  }

  boolean requested() {
    return deadline.get() != NOT_REQUESTED;
  }

  /** Nanoseconds until jobs in progress are given back; very many when no drain was requested. */
  long nanosLeft() {
    long at = deadline.get();
    return at == NOT_REQUESTED ? NOT_REQUESTED : at - (System.nanoTime() - origin);
  }
}
