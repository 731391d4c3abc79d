package org.albumen.worker.lane;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.albumen.common.attempt.Attempt.Ending;
import org.albumen.common.backoff.BackOff;
import org.albumen.worker.consume.Delivery;
import org.albumen.worker.consume.JobQueue;
import org.albumen.worker.consume.LockLostException;
import org.albumen.worker.job.JobHandler;
import org.albumen.worker.job.Outcome;
import org.albumen.worker.metrics.WorkerMetrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One job at a time: takes it, holds its lock while it runs on a second thread, and ends it by the
 * verdict. The queue is touched by the lane's own thread alone. A queue that fails, or that has
 * lost a job, is closed and another opened: a lane ends by a drain only.
 */
final class Lane implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

  /**
   * Above the consumer's {@code fetch.max.wait.ms}, or records are held by a lane that has gone.
   */
  private static final Duration POLL = Duration.ofSeconds(1);

  /** A job that ignores its interrupt for so long has hung: the worker should be restarted. */
  private static final Duration HUNG = Duration.ofMinutes(2);

  /** So soon is a drain noticed, however far away the next renewal is. */
  private static final Duration LOOK = Duration.ofMillis(250);

  private final int number;
  private final JobQueue first;
  private final JobQueue.Factory queues;
  private final JobHandler handler;
  private final Duration renewEvery;
  private final BackOff reopening;
  private final Drain drain;
  private final WorkerMetrics metrics;
  private final JobThread jobs;
  private volatile boolean serving = true;
  private volatile boolean hung;
  private int failures;

  /**
   * @param queues gives the first queue now and, whenever it is needed, another
   */
  Lane(
      int number,
      JobQueue.Factory queues,
      JobHandler handler,
      Duration lock,
      BackOff reopening,
      Drain drain,
      WorkerMetrics metrics) {
    this.number = number;
    this.queues = queues;
    this.first = queues.open(number);
    this.handler = handler;
    this.renewEvery = lock.dividedBy(3);
    this.reopening = reopening;
    this.drain = drain;
    this.metrics = metrics;
    this.jobs = new JobThread("albumen-job-" + number);
  }

  int number() {
    return number;
  }

  /** Whether jobs are being asked for or held. May be called by any thread. */
  boolean serving() {
    return serving;
  }

  /** Whether a job that was given up does not end. May be called by any thread. */
  boolean hung() {
    return hung;
  }

  /** Closes a lane that was never run. */
  void discard() {
    first.close();
    jobs.close();
  }

  @Override
  public void run() {
    try (jobs) {
      serve(first);
      while (goesOn()) {
        reopen();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      serving = false;
    }
  }

  private boolean goesOn() {
    return !drain.requested() && !Thread.currentThread().isInterrupted();
  }

  private void reopen() throws InterruptedException {
    awaitIdle();
    if (failures > 0 && drain.await(reopening.after(failures))) {
      return;
    }
    JobQueue queue;
    try {
      queue = queues.open(number);
    } catch (RuntimeException e) {
      failed(e);
      return;
    }
    serve(queue);
  }

  private void serve(JobQueue queue) {
    try (queue) {
      serving = true;
      while (goesOn()) {
        Optional<Delivery> delivery = queue.poll(POLL);
        failures = 0;
        if (delivery.isPresent()) {
          work(delivery.get());
        }
      }
    } catch (LockLostException lost) {
      metrics.abandoned();
      LOG.atWarn().addKeyValue("lane", number).log(lost.getMessage());
    } catch (RuntimeException e) {
      failed(e);
    } finally {
      serving = false;
    }
  }

  private void failed(RuntimeException e) {
    failures++;
    LOG.atWarn().addKeyValue("lane", number).log("the queue failed and is opened anew", e);
  }

  /** While a job that was given up still runs, no other is taken, for its thread is not free. */
  private void awaitIdle() throws InterruptedException {
    long since = System.nanoTime();
    while (goesOn() && !jobs.idle(POLL)) {
      hung = System.nanoTime() - since > HUNG.toNanos();
    }
    hung = false;
  }

  private void work(Delivery delivery) throws LockLostException {
    if (drain.requested()) {
      end(delivery, handler.unfinished(delivery.record(), Ending.DRAINED));
      return;
    }
    try {
      end(delivery, handled(delivery));
    } catch (LockLostException lost) {
      handler.unfinished(delivery.record(), Ending.ABANDONED);
      throw lost;
    }
  }

  /** Once the outcome is known, or nobody waits for it any more, the job is no longer held. */
  private Outcome handled(Delivery delivery) throws LockLostException {
    AtomicBoolean held = new AtomicBoolean(true);
    Future<Outcome> running =
        jobs.start(() -> handler.handle(delivery.record(), delivery.attempt(), held::get));
    Optional<Outcome> outcome;
    try {
      outcome = awaited(delivery, running);
    } finally {
      held.set(false);
      running.cancel(true);
    }
    return outcome.isPresent()
        ? outcome.get()
        : handler.unfinished(delivery.record(), Ending.DRAINED);
  }

  private static void end(Delivery delivery, Outcome outcome) throws LockLostException {
    if (outcome.accepted()) {
      delivery.accept();
    } else {
      delivery.release();
    }
  }

  /**
   * Waits for the outcome, and renews the lock meanwhile.
   *
   * @return empty when the worker stops before the job ends
   * @throws IllegalStateException when the handler is broken: the queue is closed, which gives the
   *     job back, and the delivery counts as one that ended without a word
   */
  private Optional<Outcome> awaited(Delivery delivery, Future<Outcome> running)
      throws LockLostException {
    long renewAt = System.nanoTime() + renewEvery.toNanos();
    while (true) {
      long wait =
          Math.min(LOOK.toNanos(), Math.min(renewAt - System.nanoTime(), drain.nanosLeft()));
      try {
        return Optional.of(running.get(Math.max(wait, 1), TimeUnit.NANOSECONDS));
      } catch (TimeoutException stillRunning) {
        if (drain.nanosLeft() <= 0) {
          metrics.drained();
          return Optional.empty();
        }
        if (System.nanoTime() >= renewAt) {
          delivery.renew();
          metrics.renewed();
          renewAt = System.nanoTime() + renewEvery.toNanos();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return Optional.empty();
      } catch (ExecutionException e) {
        throw new IllegalStateException("a job handler threw", e.getCause());
      }
    }
  }
}
