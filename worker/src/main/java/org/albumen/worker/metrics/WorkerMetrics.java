package org.albumen.worker.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.albumen.common.event.FaceOutcome;
import org.albumen.common.event.JobCancelled;
import org.albumen.common.event.JobFailed;
import org.albumen.common.event.JobSucceeded;
import org.albumen.common.event.PhotoOutcome;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.Lane;
import org.albumen.worker.budget.Budget;
import org.albumen.worker.budget.Budgets;

/**
 * The worker's own meters. {@code jobs} counts each ended job once for every time that this worker
 * announced it; alarm when {@code outcome=failed} grows faster than {@code outcome=succeeded}, or
 * when {@code released} grows at all for long. {@code photographs} with {@code
 * outcome=needs_review} is somebody's work. Safe for use by several threads.
 */
public final class WorkerMetrics {
  private static final String NO_CODE = "";

  private final MeterRegistry registry;
  private final AtomicInteger active = new AtomicInteger();
  private final AtomicInteger paused = new AtomicInteger();

  /** Registers what has no variable tag, so that it is seen as zero before it happens. */
  public WorkerMetrics(MeterRegistry registry) {
    this.registry = registry;
    gauge(Metric.ACTIVE, active::get);
    counter(Metric.JOBS, "outcome", "succeeded", "code", NO_CODE);
    counter(Metric.JOBS, "outcome", "reused", "code", NO_CODE);
    counter(Metric.JOBS, "outcome", "cancelled", "code", NO_CODE);
    for (Lane lane : Lane.values()) {
      waited(lane);
    }
    counter(Metric.RELEASED, "code", NO_CODE);
    counter(Metric.REQUEUED);
    counter(Metric.ISOLATED);
    counter(Metric.ABANDONED);
    counter(Metric.RENEWALS);
    gauge(Metric.PAUSED, paused::get);
    counter(Metric.PAUSES);
    counter(Metric.PIXELS);
    for (PhotoOutcome outcome : PhotoOutcome.values()) {
      counter(Metric.PHOTOGRAPHS, "outcome", outcome.word());
    }
    for (FaceOutcome outcome : FaceOutcome.values()) {
      counter(Metric.FACES, "outcome", outcome.word());
    }
    counter(Metric.BYTES, "direction", "in");
    counter(Metric.BYTES, "direction", "out");
  }

  /** Watches how many lanes take jobs; those that are paused do not. */
  public void lanes(IntSupplier serving) {
    gauge(Metric.LANES, () -> serving.getAsInt() - paused.get());
  }

  /** Watches how many batches are known as cancelled. */
  public void cancelled(IntSupplier batches) {
    gauge(Metric.CANCELLED, batches::getAsInt);
  }

  /** A job was delivered for the first time. */
  public void taken(Lane lane, Duration waited) {
    waited(lane).record(waited);
  }

  /** Watches a circuit breaker: 0 while it is closed. */
  public void breaker(String name, Supplier<Number> state) {
    gauge(Metric.BREAKER, state, "breaker", name);
    for (String turn : List.of("open", "half_open", "closed")) {
      counter(Metric.BREAKER_TURNS, "breaker", name, "state", turn);
    }
  }

  /** A circuit breaker has changed its state. */
  public void breakerTurned(String name, String state) {
    counter(Metric.BREAKER_TURNS, "breaker", name, "state", state).increment();
  }

  /** A lane leaves its queue, to wait for a circuit breaker. */
  public void paused() {
    paused.incrementAndGet();
    counter(Metric.PAUSES).increment();
  }

  /** A lane waits no longer. */
  public void resumed() {
    paused.decrementAndGet();
  }

  /** Counts, from zero on, the failures that may be tried again. */
  public void retries(Stream<FailureCode> codes) {
    codes.forEach(code -> counter(Metric.RETRIES, "code", code.name()));
  }

  /** A failure is tried again. */
  public void retried(FailureCode code) {
    counter(Metric.RETRIES, "code", code.name()).increment();
  }

  /** Counts, from zero on, the time-outs of a stage. */
  public void limited(String stage) {
    counter(Metric.TIME_OUTS, "stage", stage);
  }

  /** A stage took longer than it may. */
  public void timedOut(String stage) {
    counter(Metric.TIME_OUTS, "stage", stage).increment();
  }

  /** Watches what jobs have reserved and what they wait for. */
  public void budgets(Budgets budgets) {
    for (Budget budget : budgets.all()) {
      gauge(Metric.BUDGET_ALLOWED, () -> allowed(budget), "budget", budget.name());
      gauge(Metric.BUDGET_RESERVED, budget::reserved, "budget", budget.name());
      gauge(Metric.BUDGET_WAITING, budget::waiting, "budget", budget.name());
      FunctionTimer.builder(
              Metric.BUDGET_WAITED.id(),
              budget,
              Budget::waits,
              Budget::waitedNanos,
              TimeUnit.NANOSECONDS)
          .description(Metric.BUDGET_WAITED.meaning())
          .tag("budget", budget.name())
          .register(registry);
    }
  }

  private static double allowed(Budget budget) {
    return budget.isUnlimited() ? Double.POSITIVE_INFINITY : (double) budget.allowed();
  }

  public void started() {
    active.incrementAndGet();
  }

  public void ended() {
    active.decrementAndGet();
  }

  public void announced(JobSucceeded event, long pixels) {
    String outcome = event.reused() ? "reused" : "succeeded";
    counter(Metric.JOBS, "outcome", outcome, "code", NO_CODE).increment();
    if (!event.reused()) {
      counter(Metric.PIXELS).increment((double) pixels);
      PhotoOutcome photograph = event.photograph();
      if (photograph != null) {
        counter(Metric.PHOTOGRAPHS, "outcome", photograph.word()).increment();
      }
      event
          .faces()
          .forEach(face -> counter(Metric.FACES, "outcome", face.outcome().word()).increment());
    }
  }

  public void announced(JobFailed event) {
    counter(Metric.JOBS, "outcome", "failed", "code", event.code().name()).increment();
  }

  public void announced(JobCancelled event) {
    counter(Metric.JOBS, "outcome", event.outcome(), "code", NO_CODE).increment();
  }

  public void released(FailureCode code) {
    counter(Metric.RELEASED, "code", code.name()).increment();
  }

  /** A job was given back because the worker stops. */
  public void drained() {
    counter(Metric.RELEASED, "code", NO_CODE).increment();
  }

  public void requeued() {
    counter(Metric.REQUEUED).increment();
  }

  public void isolated() {
    counter(Metric.ISOLATED).increment();
  }

  public void renewed() {
    counter(Metric.RENEWALS).increment();
  }

  public void abandoned() {
    counter(Metric.ABANDONED).increment();
  }

  public void read(long bytes) {
    counter(Metric.BYTES, "direction", "in").increment((double) bytes);
  }

  public void written(long bytes) {
    counter(Metric.BYTES, "direction", "out").increment((double) bytes);
  }

  /** Records what a stage took. */
  public void stage(String stage, Duration took) {
    Timer.builder(Metric.STAGE.id())
        .description(Metric.STAGE.meaning())
        .tag("stage", stage)
        .publishPercentileHistogram()
        .register(registry)
        .record(took);
  }

  private Timer waited(Lane lane) {
    return Timer.builder(Metric.WAITED.id())
        .description(Metric.WAITED.meaning())
        .tag("lane", lane.word())
        .register(registry);
  }

  private Counter counter(Metric metric, String... tags) {
    return Counter.builder(metric.id()).description(metric.meaning()).tags(tags).register(registry);
  }

  private void gauge(Metric metric, Supplier<Number> value, String... tags) {
    Gauge.builder(metric.id(), value).description(metric.meaning()).tags(tags).register(registry);
  }
}
