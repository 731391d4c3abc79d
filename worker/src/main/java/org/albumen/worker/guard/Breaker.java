package org.albumen.worker.guard;

import static io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType.COUNT_BASED;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.StateTransition;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.albumen.common.backoff.BackOff;
import org.albumen.common.config.AlbumenConfig;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.worker.metrics.WorkerMetrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * A circuit breaker before a service: while it is not closed, calls fail at once and the service is
 * spared. A daemon thread of its own asks the service for a sign of life until it may close again,
 * so that no job has to be the one that finds out. Safe for use by several threads.
 */
public final class Breaker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Breaker.class);

  /** After a failure the service is asked by the probe as well: few jobs alone would take long. */
  private static final Duration DOUBT = Duration.ofSeconds(1);

  /** Only the probe ends the open state; resilience4j wants a time all the same. */
  private static final Duration UNTIL_PROBED = Duration.ofDays(365);

  private static final Duration CLOSE = Duration.ofSeconds(5);

  private final CircuitBreaker circuit;
  private final FailureCode counted;
  private final Probe probe;
  private final BackOff pause;
  private final WorkerMetrics metrics;
  private final ScheduledThreadPoolExecutor prober;
  private final AtomicInteger openings = new AtomicInteger();
  private final AtomicBoolean doubted = new AtomicBoolean();

  /**
   * A closed breaker.
   *
   * @param name of the service, in metrics and logs
   * @param counted the failure that means "no answer"; any other is an answer
   * @param probe asks for a sign of life; bounded in time
   */
  public Breaker(
      String name,
      FailureCode counted,
      AlbumenConfig.Worker.Breaker settings,
      Probe probe,
      WorkerMetrics metrics) {
    this.counted = counted;
    this.probe = probe;
    this.pause = new BackOff(settings.openFor(), settings.longestOpen());
    this.metrics = metrics;
    this.circuit = CircuitBreaker.of(name, config(settings));
    this.prober = new ScheduledThreadPoolExecutor(1, task -> daemon("albumen-probe-" + name, task));
    prober.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
    prober.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    circuit.getEventPublisher().onStateTransition(event -> turned(event.getStateTransition()));
    metrics.breaker(name, () -> closed() ? 0 : 1);
  }

  /** How long a call takes is the time limits' affair: durations are not looked at. */
  private static CircuitBreakerConfig config(AlbumenConfig.Worker.Breaker settings) {
    return CircuitBreakerConfig.custom()
        .slidingWindowType(COUNT_BASED)
        .slidingWindowSize(settings.window())
        .minimumNumberOfCalls(settings.leastCalls())
        .failureRateThreshold(settings.failureRate())
        .permittedNumberOfCallsInHalfOpenState(1)
        .waitDurationInOpenState(UNTIL_PROBED)
        .build();
  }

  /** Whether calls go through. */
  public boolean closed() {
    return circuit.getState() == State.CLOSED;
  }

  /**
   * Calls the service, and counts whether it answered. A call that ends by an interrupt counts for
   * nothing.
   *
   * @throws AlbumenException the counted code at once while the breaker is not closed; what the
   *     call throws
   */
  public <T, E extends Exception> T call(Call<T, E> call) throws AlbumenException, E {
    requireClosed();
    try {
      T result = call.make();
      circuit.onSuccess(0, NANOSECONDS);
      return result;
    } catch (AlbumenException e) {
      judge(e);
      throw e;
    }
  }

  /**
   * Asks for a sign of life. One that comes does not make up for calls that failed: a service may
   * answer questions and do no work.
   *
   * @throws AlbumenException the counted code, without asking while the breaker is not closed
   */
  public void ping() throws AlbumenException {
    requireClosed();
    try {
      probe.ask();
    } catch (AlbumenException e) {
      judge(e);
      throw e;
    }
  }

  private void requireClosed() throws AlbumenException {
    if (!closed()) {
      throw new AlbumenException(
          counted, "the circuit breaker of the " + circuit.getName() + " is open");
    }
  }

  private void judge(AlbumenException failure) {
    if (Thread.currentThread().isInterrupted()) {
      return;
    }
    if (failure.code() != counted) {
      circuit.onSuccess(0, NANOSECONDS);
      return;
    }
    circuit.onError(0, NANOSECONDS, failure);
    doubt();
  }

  /** Something looks as if the service were away: it is asked soon, and no answer counts. */
  public void doubt() {
    if (closed() && doubted.compareAndSet(false, true)) {
      later(this::reassure, DOUBT);
    }
  }

  private void reassure() {
    doubted.set(false);
    try {
      ping();
    } catch (AlbumenException | RuntimeException stillSilent) {
      LOG.atDebug().addKeyValue("breaker", circuit.getName()).log(stillSilent.getMessage());
    }
  }

  private void probe() {
    circuit.transitionToHalfOpenState();
    try {
      probe.ask();
      circuit.onSuccess(0, NANOSECONDS);
    } catch (AlbumenException | RuntimeException e) {
      circuit.onError(0, NANOSECONDS, e);
    }
  }

  private void turned(StateTransition transition) {
    State state = transition.getToState();
    metrics.breakerTurned(circuit.getName(), state.name().toLowerCase(Locale.ROOT));
    LOG.atLevel(state == State.OPEN ? Level.WARN : Level.INFO)
        .addKeyValue("breaker", circuit.getName())
        .addKeyValue("from", transition.getFromState())
        .addKeyValue("to", state)
        .log("circuit breaker turned");
    if (state == State.CLOSED) {
      openings.set(0);
    } else if (state == State.OPEN) {
      later(this::probe, pause.after(openings.incrementAndGet()));
    }
  }

  /** What is scheduled throws nothing. */
  private void later(Runnable question, Duration after) {
    Future<?> unused = prober.schedule(question, after.toMillis(), MILLISECONDS);
  }

  /** Ends the probe; the breaker stays as it is. */
  @Override
  public void close() {
    prober.shutdownNow();
    try {
      prober.awaitTermination(CLOSE.toMillis(), MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Thread daemon(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  /** A call of the service. */
  public interface Call<T, E extends Exception> {
    T make() throws AlbumenException, E;
  }

  /** Asks a service for a sign of life. */
  public interface Probe {
    void ask() throws AlbumenException;
  }
}
