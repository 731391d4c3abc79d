package org.albumen.worker.lane;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The wish to stop, and how long jobs in progress may still take. Safe for use by several threads.
 */
final class Drain {
  private static final long NOT_REQUESTED = Long.MAX_VALUE;

  private final AtomicLong deadline = new AtomicLong(NOT_REQUESTED);
  private final CountDownLatch requested = new CountDownLatch(1);
  private final long origin = System.nanoTime();

  /**
   * No new job from now on; those in progress have {@code grace} to end. The least grace counts.
   */
  void request(Duration grace) {
    deadline.accumulateAndGet(System.nanoTime() - origin + grace.toNanos(), Math::min);
    requested.countDown();
  }

  boolean requested() {
    return deadline.get() != NOT_REQUESTED;
  }

  /**
   * Waits for a drain to be requested, at most for a while.
   *
   * @return whether one was
   */
  boolean await(Duration atMost) throws InterruptedException {
    return requested.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Nanoseconds until jobs in progress are given back; very many when no drain was requested. */
  long nanosLeft() {
    long at = deadline.get();
    return at == NOT_REQUESTED ? NOT_REQUESTED : at - (System.nanoTime() - origin);
  }
}
