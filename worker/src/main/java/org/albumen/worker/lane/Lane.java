package org.albumen.worker.lane;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.albumen.worker.consume.Delivery;
import org.albumen.worker.consume.JobQueue;
import org.albumen.worker.job.JobHandler;
import org.albumen.worker.job.Verdict;
import org.albumen.worker.metrics.WorkerMetrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One job at a time: takes it, holds its lock while it runs on a second thread, and ends it by the
 * verdict. The queue is touched by the lane's own thread alone.
 */
final class Lane implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

  /**
   * Above the consumer's {@code fetch.max.wait.ms}, or records are held by a lane that has gone.
   */
  private static final Duration POLL = Duration.ofSeconds(1);

  private final JobQueue queue;
  private final JobHandler handler;
  private final ExecutorService runner;
  private final Duration renewEvery;
  private final Drain drain;
  private final WorkerMetrics metrics;

  Lane(
      JobQueue queue,
      JobHandler handler,
      ExecutorService runner,
      Duration lock,
      Drain drain,
      WorkerMetrics metrics) {
    this.queue = queue;
    this.handler = handler;
    this.runner = runner;
    this.renewEvery = lock.dividedBy(3);
    this.drain = drain;
    this.metrics = metrics;
  }

  @Override
  public void run() {
    try (queue) {
      while (!drain.requested()) {
        queue.poll(POLL).ifPresent(this::work);
      }
    }
  }

  private void work(Delivery delivery) {
    Future<Verdict> running =
        runner.submit(() -> handler.handle(delivery.record(), delivery.attempt()));
    try {
      end(delivery, awaited(delivery, running));
    } catch (LockLostException lost) {
      running.cancel(true);
      metrics.abandoned();
    } catch (InterruptedException e) {
      running.cancel(true);
      delivery.release();
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      LOG.error("a job handler threw; the job is given back", e);
      delivery.release();
    }
  }

  /**
   * Waits for the verdict and renews the lock meanwhile; a drain that runs out of time releases.
   */
  private Verdict awaited(Delivery delivery, Future<Verdict> running)
      throws InterruptedException, ExecutionException, LockLostException {
    long renewAt = System.nanoTime() + renewEvery.toNanos();
    while (true) {
      long wait = Math.min(renewAt - System.nanoTime(), drain.nanosLeft());
      try {
        return running.get(Math.max(wait, 1), TimeUnit.NANOSECONDS);
      } catch (TimeoutException stillRunning) {
        if (drain.nanosLeft() <= 0) {
          running.cancel(true);
          return Verdict.RELEASE;
        }
        if (System.nanoTime() >= renewAt) {
          renew(delivery);
          renewAt = System.nanoTime() + renewEvery.toNanos();
        }
      }
    }
  }

  private void renew(Delivery delivery) throws LockLostException {
    if (!delivery.renew()) {
      throw new LockLostException();
    }
    metrics.renewed();
  }

  private static void end(Delivery delivery, Verdict verdict) {
    switch (verdict) {
      case ACCEPT -> delivery.accept();
      case RELEASE -> delivery.release();
    }
  }

  /** The job is somebody else's by now. */
  private static final class LockLostException extends Exception {
    private static final long serialVersionUID = 1L;
  }
}
