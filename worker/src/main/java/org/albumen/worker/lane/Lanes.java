package org.albumen.worker.lane;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.albumen.worker.consume.JobQueue;
import org.albumen.worker.job.JobHandler;
import org.albumen.worker.metrics.WorkerMetrics;

/** All lanes of a worker. Safe for use by several threads. */
public final class Lanes implements AutoCloseable {
  private static final Duration MARGIN = Duration.ofSeconds(10);

  private final Drain drain = new Drain();
  private final List<Thread> threads = new ArrayList<>();
  private final ExecutorService runner;

  private Lanes(int count) {
    this.runner = Executors.newFixedThreadPool(count, daemon("albumen-job"));
  }

  /**
   * Starts the lanes.
   *
   * @param lock how long the broker lets a job be held; renewed at a third of it
   */
  public static Lanes start(
      int count,
      JobQueue.Factory queues,
      JobHandler handler,
      Duration lock,
      WorkerMetrics metrics) {
    Lanes lanes = new Lanes(count);
    metrics.lanes(lanes::alive);
    for (int i = 0; i < count; i++) {
      JobQueue queue = queues.open(i);
      Lane lane = new Lane(queue, handler, lanes.runner, lock, lanes.drain, metrics);
      Thread thread = new Thread(lane, "albumen-lane-" + i);
      lanes.threads.add(thread);
      thread.start();
    }
    return lanes;
  }

  /** How many lanes are running. */
  public int alive() {
    return (int) threads.stream().filter(Thread::isAlive).count();
  }

  /** Whether every lane is running: a lane that died is a fault, not silence. */
  public boolean healthy() {
    return alive() == threads.size();
  }

  /** Whether new jobs are taken. */
  public boolean taking() {
    return healthy() && !drain.requested();
  }

  /** Takes no more jobs, waits for those in progress, gives back what does not end in time. */
  public void drain(Duration grace) {
    drain.request(grace);
    for (Thread thread : threads) {
      try {
        thread.join(grace.plus(MARGIN).toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** Gives back at once what is in progress. */
  @Override
  public void close() {
    drain(Duration.ZERO);
    runner.shutdownNow();
    try {
      runner.awaitTermination(MARGIN.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static java.util.concurrent.ThreadFactory daemon(String name) {
    return task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }
}
