package org.albumen.dispatcher.serve;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.albumen.common.backoff.BackOff;
import org.albumen.common.failure.AlbumenException;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that does one thing until it is stopped. What fails is begun anew after a pause, a
 * longer one each time. Safe for use by several threads.
 */
public final class Perpetual implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Perpetual.class);

  /** Between tries of what serves until it is stopped. */
  public static final BackOff PAUSE = new BackOff(Duration.ofMillis(500), Duration.ofSeconds(30));

  private static final Duration CLOSE = Duration.ofSeconds(15);

  private final CountDownLatch stop = new CountDownLatch(1);
  private final Service service;
  private final Thread thread;
  private int failures;

  private Perpetual(String name, Service service) {
    this.service = service;
    this.thread = new Thread(this::run, name);
    thread.setDaemon(true);
  }

  /** What is done: opens what it needs, does step after step, and closes it. */
  @FunctionalInterface
  public interface Service {
    /**
     * Serves until {@link Perpetual#goesOn} is false.
     *
     * @throws AlbumenException what passes, and is begun anew
     */
    void serve(Perpetual life) throws AlbumenException;
  }

  /**
   * Starts it.
   *
   * @param name of the thread
   */
  public static Perpetual start(String name, Service service) {
    Perpetual perpetual = new Perpetual(name, service);
    perpetual.thread.start();
    return perpetual;
  }

  /** Whether to do another step. */
  public boolean goesOn() {
    return stop.getCount() > 0;
  }

  /** A step went well: the pause after the next failure is short. For the service alone. */
  public void wentWell() {
    failures = 0;
  }

  /** Whether it serves, or will when what it needs answers again. */
  public boolean healthy() {
    return thread.isAlive();
  }

  /** Does not wait: {@link #close} does. */
  public void stop() {
    stop.countDown();
  }

  /** The step that is being done is finished, unless it takes long. */
  @Override
  public void close() {
    stop();
    try {
      thread.join(CLOSE.toMillis());
      thread.interrupt();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (goesOn()) {
      try {
        service.serve(this);
      } catch (AlbumenException | RuntimeException e) {
        if (goesOn()) {
          failed(e);
        }
      }
    }
  }

  private void failed(Exception e) {
    boolean expected = e instanceof AlbumenException || e instanceof KafkaException;
    LOG.atWarn()
        .addKeyValue("service", thread.getName())
        .setCause(expected ? null : e)
        .log("begins anew: {}", e.getMessage());
    try {
      boolean unused = stop.await(PAUSE.after(++failures).toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      // Whether to stop is what the latch says.
    }
  }
}
