package org.albumen.worker.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.albumen.common.event.JobFailed;
import org.albumen.common.event.JobSucceeded;
import org.albumen.common.failure.FailureCode;

/**
 * The worker's own meters. {@code jobs} counts each ended job once for every time that this worker
 * announced it; alarm when {@code outcome=failed} grows faster than {@code outcome=succeeded}, or
 * when {@code released} grows at all for long. Safe for use by several threads.
 */
public final class WorkerMetrics {
  private final MeterRegistry registry;
  private final AtomicInteger active;

  public WorkerMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.active = new AtomicInteger();
    registry.gauge(Metric.ACTIVE.id(), active);
  }

  /** Watches how many lanes are alive. */
  public void lanes(Supplier<Number> alive) {
    io.micrometer.core.instrument.Gauge.builder(Metric.LANES.id(), alive).register(registry);
  }

  public void started() {
    active.incrementAndGet();
  }

  public void ended() {
    active.decrementAndGet();
  }

  public void announced(JobSucceeded event, long pixels) {
    String outcome = event.reused() ? "reused" : "succeeded";
    registry.counter(Metric.JOBS.id(), "outcome", outcome, "code", "").increment();
    if (!event.reused()) {
      registry.counter(Metric.PIXELS.id()).increment((double) pixels);
      registry.counter(Metric.FACES.id()).increment(event.faces().size());
    }
  }

  public void announced(JobFailed event) {
    registry
        .counter(Metric.JOBS.id(), "outcome", "failed", "code", event.code().name())
        .increment();
  }

  public void released(FailureCode code) {
    registry.counter(Metric.RELEASED.id(), "code", code.name()).increment();
  }

  public void renewed() {
    registry.counter(Metric.RENEWALS.id()).increment();
  }

  public void abandoned() {
    registry.counter(Metric.ABANDONED.id()).increment();
  }

  public void read(long bytes) {
    registry.counter(Metric.BYTES.id(), "direction", "in").increment((double) bytes);
  }

  public void written(long bytes) {
    registry.counter(Metric.BYTES.id(), "direction", "out").increment((double) bytes);
  }

  /** Records what a stage took. */
  public void stage(String stage, Duration took) {
    Timer.builder(Metric.STAGE.id())
        .tag("stage", stage)
        .publishPercentileHistogram()
        .register(registry)
        .record(took);
  }
}
