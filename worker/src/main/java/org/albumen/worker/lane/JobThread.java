package org.albumen.worker.lane;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The second thread of a lane, on which its jobs run, one at a time. A job that was cancelled may
 * go on for a while; the thread is idle only when it has really gone. To be used by the lane's own
 * thread.
 */
final class JobThread implements AutoCloseable {
  private static final Duration CLOSE = Duration.ofSeconds(10);

  private final ExecutorService executor;
  private final Semaphore free = new Semaphore(1);

  JobThread(String name) {
    this.executor =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread thread = new Thread(task, name);
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Starts a job once the thread is idle; cancelling what is returned interrupts the job. */
  <V> Future<V> start(Callable<V> job) {
    free.acquireUninterruptibly();
    FutureTask<V> task = new FutureTask<>(job);
    executor.execute(
        () -> {
          try {
            task.run();
          } finally {
            free.release();
          }
        });
    return task;
  }

  /** Waits for a while until no job runs, and says whether that is so. */
  boolean idle(Duration atMost) throws InterruptedException {
    if (!free.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
      return false;
    }
    free.release();
    return true;
  }

  /** Interrupts a job that still runs, and waits for it a little. */
  @Override
  public void close() {
    executor.shutdownNow();
    try {
      executor.awaitTermination(CLOSE.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
