package org.albumen.dispatcher.intake;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.albumen.dispatcher.metrics.DispatcherMetric;

/** Counts by Micrometer. */
public final class IntakeMeters implements IntakeMetrics {
  private final MeterRegistry registry;

  /** Registers every reason, so that it is seen as zero before it happens. */
  public IntakeMeters(MeterRegistry registry) {
    this.registry = registry;
    for (Reason reason : Reason.values()) {
      counter(reason);
    }
  }

  @Override
  public void job(String rule) {
    Counter.builder(DispatcherMetric.INTAKE_JOBS.id())
        .description(DispatcherMetric.INTAKE_JOBS.meaning())
        .tag("rule", rule)
        .register(registry)
        .increment();
  }

  @Override
  public void passedOver(Reason reason) {
    counter(reason).increment();
  }

  private Counter counter(Reason reason) {
    return Counter.builder(DispatcherMetric.INTAKE_PASSED_OVER.id())
        .description(DispatcherMetric.INTAKE_PASSED_OVER.meaning())
        .tag("reason", reason.word())
        .register(registry);
  }
}
