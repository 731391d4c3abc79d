package org.albumen.worker.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.albumen.common.failure.FailureCode;
import org.albumen.worker.budget.Budget;
import org.albumen.worker.budget.Budget.Reservation;
import org.albumen.worker.budget.Budgets;
import org.albumen.worker.budget.Need;
import org.junit.jupiter.api.Test;

class WorkerMetricsTest {
  private static final Budgets BUDGETS =
      new Budgets(
          new Budget("process", 1000, ""),
          new Budget("heap", 1000, ""),
          new Budget("device", Budget.UNLIMITED, ""));

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  @Test
  void whatIsRegisteredIsWhatTheEnumSays() {
    // Given
    WorkerMetrics metrics = new WorkerMetrics(registry);
    // When
    metrics.lanes(() -> 1);
    metrics.cancelled(() -> 1);
    metrics.budgets(BUDGETS);
    metrics.stage("fetch", Duration.ofMillis(5));
    metrics.breaker("store", () -> 0);
    metrics.retried(FailureCode.ENGINE_FAILED);
    metrics.timedOut("fetch");
    // Then
    assertThat(registry.getMeters().stream().map(WorkerMetricsTest::shape).distinct())
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(Metric.values()).map(WorkerMetricsTest::shape).toList());
  }

  @Test
  void budgetsAreWatched() throws Exception {
    // Given
    new WorkerMetrics(registry).budgets(BUDGETS);
    // When
    try (Reservation held = BUDGETS.reserve(new Need(700, 0, 0))) {
      // Then
      assertThat(held).isNotNull();
      assertThat(budget(Metric.BUDGET_RESERVED, "process")).isEqualTo(700);
      assertThat(budget(Metric.BUDGET_RESERVED, "heap")).isZero();
      assertThat(budget(Metric.BUDGET_ALLOWED, "process")).isEqualTo(1000);
      assertThat(budget(Metric.BUDGET_ALLOWED, "device")).isInfinite();
      assertThat(budget(Metric.BUDGET_WAITING, "process")).isZero();
    }
    assertThat(budget(Metric.BUDGET_RESERVED, "process")).isZero();
  }

  private double budget(Metric metric, String name) {
    return registry.get(metric.id()).tag("budget", name).gauge().value();
  }

  @Test
  void jobsInProgressAreCounted() {
    // Given
    WorkerMetrics metrics = new WorkerMetrics(registry);
    // When
    metrics.started();
    metrics.started();
    metrics.ended();
    // Then
    assertThat(registry.get(Metric.ACTIVE.id()).gauge().value()).isEqualTo(1);
  }

  @Test
  void aPausedLaneTakesNoJobs() {
    // Given
    WorkerMetrics metrics = new WorkerMetrics(registry);
    metrics.lanes(() -> 3);
    // When
    metrics.paused();
    metrics.paused();
    metrics.resumed();
    // Then
    assertThat(registry.get(Metric.LANES.id()).gauge().value()).isEqualTo(2);
    assertThat(registry.get(Metric.PAUSED.id()).gauge().value()).isEqualTo(1);
    assertThat(registry.get(Metric.PAUSES.id()).counter().count()).isEqualTo(2);
  }

  private static String shape(Meter meter) {
    Set<String> tags =
        meter.getId().getTags().stream().map(Tag::getKey).collect(Collectors.toSet());
    return meter.getId().getName()
        + " "
        + meter.getId().getType().name().toLowerCase(Locale.ROOT)
        + " "
        + tags.stream().sorted().toList()
        + " "
        + meter.getId().getDescription();
  }

  private static String shape(Metric metric) {
    return metric.id()
        + " "
        + metric.type()
        + " "
        + Stream.of(metric.tags().split(","))
            .map(String::strip)
            .filter(t -> !t.isEmpty())
            .sorted()
            .toList()
        + " "
        + metric.meaning();
  }
}
