package org.albumen.worker.guard;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.albumen.common.config.AlbumenConfig;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.worker.metrics.WorkerMetrics;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends a stage that takes longer than it may, by an interrupt of the thread that does it. The stage
 * has really ended when {@link #within} returns or throws, and its interrupt with it. Whoever gives
 * up a job says so before he interrupts: of an interrupt that came while the time ran out nobody
 * can say whose it was. Safe for use by several threads.
 */
public final class TimeLimits implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TimeLimits.class);

  /** A stage that ignores its interrupt for so long has hung: the worker should be restarted. */
  private static final Duration HUNG = Duration.ofMinutes(2);

  private final Map<Stage, Duration> limits;
  private final Duration hung;
  private final WorkerMetrics metrics;
  private final ScheduledThreadPoolExecutor timer;
  private final Set<Watch> expired = ConcurrentHashMap.newKeySet();

  public TimeLimits(AlbumenConfig.Worker.Limits settings, WorkerMetrics metrics) {
    this(
        Map.of(
            Stage.FETCH,
            settings.fetch(),
            Stage.MAKE,
            settings.make(),
            Stage.STORE,
            settings.store()),
        HUNG,
        metrics);
  }

  TimeLimits(Map<Stage, Duration> limits, Duration hung, WorkerMetrics metrics) {
    this.limits = Map.copyOf(limits);
    this.hung = hung;
    this.metrics = metrics;
    this.timer = new ScheduledThreadPoolExecutor(1, TimeLimits::daemon);
    timer.setRemoveOnCancelPolicy(true);
    limits.keySet().forEach(stage -> metrics.limited(stage.word()));
  }

  /**
   * Does a stage on the calling thread.
   *
   * @throws AlbumenException {@code TIMED_OUT} when it took longer than its limit, whatever it
   *     returned or threw in the end; otherwise what it throws
   */
  public <T> T within(Stage stage, Work<T> work) throws AlbumenException, InterruptedException {
    Watch watch = new Watch(stage);
    T result;
    try {
      result = work.done();
    } catch (AlbumenException | InterruptedException | RuntimeException e) {
      watch.requireInTime(e);
      throw e;
    } finally {
      watch.stop();
    }
    watch.requireInTime(null);
    return result;
  }

  /** Whether no stage ignores its interrupt: one that does for two minutes is a fault. */
  public boolean healthy() {
    return expired.stream().allMatch(Watch::mayStillEnd);
  }

  private Duration limit(Stage stage) {
    Duration limit = limits.get(stage);
    if (limit == null) {
      throw new IllegalStateException("no limit for " + stage);
    }
    return limit;
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "albumen-time-limits");
    thread.setDaemon(true);
    return thread;
  }

  /** What a stage does. */
  public interface Work<T> {
    T done() throws AlbumenException, InterruptedException;
  }

  /** One stage of one job. Its monitor decides whether time or the stage was first. */
  private final class Watch {
    private final Stage stage;
    private final Thread thread = Thread.currentThread();
    private final Future<?> alarm;
    private boolean stopped;
    private boolean late;
    private volatile long lateSince;

    private Watch(Stage stage) {
      this.stage = stage;
      this.alarm = timer.schedule(this::expire, limit(stage).toNanos(), NANOSECONDS);
    }

    private synchronized void expire() {
      if (stopped) {
        return;
      }
      late = true;
      lateSince = System.nanoTime();
      expired.add(this);
      metrics.timedOut(stage.word());
      LOG.atWarn()
          .addKeyValue("stage", stage.word())
          .addKeyValue("limit", limit(stage))
          .addKeyValue("thread", thread.getName())
          .log("a stage took longer than it may and is interrupted");
      thread.interrupt();
    }

    /** From now on no interrupt comes; the one that came is taken away again. */
    private synchronized void stop() {
      if (!stopped) {
        stopped = true;
        alarm.cancel(false);
        expired.remove(this);
        if (late) {
          Thread.interrupted();
        }
      }
    }

    private void requireInTime(@Nullable Exception ending) throws AlbumenException {
      stop();
      if (late) {
        throw new AlbumenException(
            FailureCode.TIMED_OUT,
            "the stage took longer than albumen.worker.limits."
                + stage.word()
                + " allows ("
                + limit(stage)
                + ")",
            ending);
      }
    }

    private boolean mayStillEnd() {
      return System.nanoTime() - lateSince <= hung.toNanos();
    }
  }
}
