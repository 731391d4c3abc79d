package org.albumen.dispatcher.intake;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts by Micrometer. */
public final class IntakeMeters implements IntakeMetrics {
  /** Jobs made, by tag {@code rule}. */
  public static final String JOBS = "albumen.intake.jobs";

  /** Notifications that became no job, by tag {@code reason}. */
  public static final String PASSED_OVER = "albumen.intake.passed-over";

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
    Counter.builder(JOBS)
        .description("Jobs made of the store's notifications, by rule.")
        .tag("rule", rule)
        .register(registry)
        .increment();
  }

  @Override
  public void passedOver(Reason reason) {
    counter(reason).increment();
  }

  private Counter counter(Reason reason) {
    return Counter.builder(PASSED_OVER)
        .description("Notifications of the store that became no job, by reason.")
        .tag("reason", reason.word())
        .register(registry);
  }
}
