package org.albumen.worker.lane;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.albumen.common.backoff.BackOff;
import org.albumen.worker.consume.JobQueue;
import org.albumen.worker.job.JobHandler;
import org.albumen.worker.metrics.WorkerMetrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All lanes of a worker. Safe for use by several threads. */
public final class Lanes implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Lanes.class);

  /** What a lane may take beyond the grace period to give back its job and leave the group. */
  private static final Duration MARGIN = Duration.ofSeconds(20);

  private final Drain drain;
  private final List<Lane> lanes;
  private final List<Thread> threads;

  private Lanes(Drain drain, List<Lane> lanes) {
    this.drain = drain;
    this.lanes = List.copyOf(lanes);
    this.threads =
        lanes.stream().map(lane -> new Thread(lane, "albumen-lane-" + lane.number())).toList();
  }

  /**
   * Starts the lanes.
   *
   * @param lock how long the broker lets a job be held; renewed at a third of it
   * @param reopening the pauses between tries to open a queue that failed
   * @throws RuntimeException what {@code queues} throws; nothing stays open then
   */
  public static Lanes start(
      int count,
      JobQueue.Factory queues,
      JobHandler handler,
      Duration lock,
      BackOff reopening,
      WorkerMetrics metrics) {
    Drain drain = new Drain();
    List<Lane> opened = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        opened.add(new Lane(i, queues, handler, lock, reopening, drain, metrics));
      }
    } catch (RuntimeException e) {
      opened.forEach(Lane::discard);
      throw e;
    }
    Lanes lanes = new Lanes(drain, opened);
    metrics.lanes(lanes::serving);
    lanes.threads.forEach(Thread::start);
    return lanes;
  }

  /** How many lanes take jobs or hold one; the others are opening their queue anew. */
  public int serving() {
    return (int) lanes.stream().filter(Lane::serving).count();
  }

  /** Whether every lane goes on: one that died, or whose job hangs, is a fault, not silence. */
  public boolean healthy() {
    return threads.stream().allMatch(Thread::isAlive) && lanes.stream().noneMatch(Lane::hung);
  }

  /** Whether new jobs are taken. */
  public boolean taking() {
    return serving() > 0 && !drain.requested();
  }

  /** Takes no more jobs, waits for those in progress, gives back what does not end in time. */
  public void drain(Duration grace) {
    drain.request(grace);
    long until = System.nanoTime() + grace.plus(MARGIN).toNanos();
    try {
      for (Thread thread : threads) {
        thread.join(Math.max(1, Duration.ofNanos(until - System.nanoTime()).toMillis()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (Thread thread : threads) {
      if (thread.isAlive()) {
        LOG.atWarn().addKeyValue("thread", thread.getName()).log("a lane did not end in time");
        thread.interrupt();
      }
    }
  }

  /** Gives back at once what is in progress. */
  @Override
  public void close() {
    drain(Duration.ZERO);
  }
}
