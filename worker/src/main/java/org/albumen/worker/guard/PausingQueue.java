package org.albumen.worker.guard;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.albumen.worker.consume.Delivery;
import org.albumen.worker.consume.JobQueue;
import org.albumen.worker.metrics.WorkerMetrics;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A queue that is left while jobs cannot be done, and opened again when they can. It is really
 * closed: a consumer that merely stops polling may hold a job through the fetch that it left
 * behind.
 */
public final class PausingQueue implements JobQueue {
  private static final Logger LOG = LoggerFactory.getLogger(PausingQueue.class);
  private static final Duration LOOK = Duration.ofMillis(50);

  private final int lane;
  private final JobQueue.Factory queues;
  private final BooleanSupplier clear;
  private final WorkerMetrics metrics;

  /** Null while the lane is paused. */
  private @Nullable JobQueue queue;

  /**
   * Opens the lane's queue.
   *
   * @param clear whether jobs can be done; asked before every poll
   */
  public PausingQueue(
      int lane, JobQueue.Factory queues, BooleanSupplier clear, WorkerMetrics metrics) {
    this.lane = lane;
    this.queues = queues;
    this.clear = clear;
    this.metrics = metrics;
    this.queue = queues.open(lane);
  }

  @Override
  public Optional<Delivery> poll(Duration atMost) {
    if (!clear.getAsBoolean()) {
      pause();
      if (!awaitClear(atMost)) {
        return Optional.empty();
      }
    }
    return opened().poll(atMost);
  }

  private void pause() {
    if (queue != null) {
      queue.close();
      queue = null;
      metrics.paused();
      LOG.atWarn().addKeyValue("lane", lane).log("lane paused: a circuit breaker is open");
    }
  }

  private boolean awaitClear(Duration atMost) {
    long until = System.nanoTime() + atMost.toNanos();
    try {
      while (!clear.getAsBoolean()) {
        if (System.nanoTime() >= until) {
          return false;
        }
        Thread.sleep(LOOK.toMillis());
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private JobQueue opened() {
    JobQueue open = queue;
    if (open == null) {
      open = queues.open(lane);
      queue = open;
      metrics.resumed();
      LOG.atInfo().addKeyValue("lane", lane).log("lane resumed");
    }
    return open;
  }

  @Override
  public void close() {
    if (queue == null) {
      metrics.resumed();
    } else {
      queue.close();
    }
  }
}
