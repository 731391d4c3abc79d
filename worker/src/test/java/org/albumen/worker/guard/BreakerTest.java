package org.albumen.worker.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.worker.fake.Eventually;
import org.albumen.worker.fake.Settings;
import org.albumen.worker.metrics.Metric;
import org.albumen.worker.metrics.WorkerMetrics;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BreakerTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicInteger probes = new AtomicInteger();

  /** How many of the next probes find nobody. */
  private final AtomicInteger silent = new AtomicInteger();

  private @Nullable Breaker breaker;

  @AfterEach
  void close() throws Exception {
    if (breaker != null) {
      breaker.close();
    }
    Eventually.until(
        "its thread has ended",
        () ->
            Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("albumen-probe-service")));
  }

  @Test
  void whenHalfOfTheCallsHaveNoAnswerTheRestFailAtOnce() throws Exception {
    // Given
    Breaker breaker = breaker("breaker.window=4", "breaker.least-calls=4");
    // When
    answered(breaker);
    answered(breaker);
    fails(breaker, FailureCode.STORE_UNAVAILABLE);
    assertThat(breaker.closed()).isTrue();
    fails(breaker, FailureCode.STORE_UNAVAILABLE);
    // Then
    assertThat(breaker.closed()).isFalse();
    assertThatThrownBy(() -> answered(breaker))
        .hasMessageContaining("circuit breaker of the service is open")
        .isInstanceOfSatisfying(
            AlbumenException.class,
            e -> assertThat(e.code()).isEqualTo(FailureCode.STORE_UNAVAILABLE));
    assertThatThrownBy(breaker::ping).isInstanceOf(AlbumenException.class);
    assertThat(calls).hasValue(4);
    assertThat(probes).hasValue(0);
    assertThat(turns("open")).isEqualTo(1);
    assertThat(registry.get(Metric.BREAKER.id()).gauge().value()).isEqualTo(1);
  }

  @Test
  void anyOtherFailureIsAnAnswer() {
    // Given
    Breaker breaker = breaker("breaker.window=2", "breaker.least-calls=2");
    // When
    for (int i = 0; i < 5; i++) {
      fails(breaker, FailureCode.SOURCE_NOT_FOUND);
    }
    // Then
    assertThat(breaker.closed()).isTrue();
    assertThat(registry.get(Metric.BREAKER.id()).gauge().value()).isZero();
  }

  @Test
  void aCallThatEndsByAnInterruptSaysNothingOfTheService() {
    // Given
    Breaker breaker = breaker("breaker.window=2", "breaker.least-calls=1");
    // When
    Thread.currentThread().interrupt();
    fails(breaker, FailureCode.STORE_UNAVAILABLE);
    // Then
    assertThat(Thread.interrupted()).isTrue();
    assertThat(breaker.closed()).isTrue();
  }

  @Test
  void anOpenBreakerIsProbedUntilItClosesAgainThoughNobodyCalls() throws Exception {
    // Given
    Breaker breaker =
        breaker(
            "breaker.window=2",
            "breaker.least-calls=1",
            "breaker.open-for=10ms",
            "breaker.longest-open=20ms");
    silent.set(3);
    // When
    fails(breaker, FailureCode.STORE_UNAVAILABLE);
    // Then
    Eventually.until("it closes", breaker::closed);
    assertThat(probes).hasValue(4);
    assertThat(turns("open")).isEqualTo(4);
    assertThat(turns("half_open")).isEqualTo(4);
    assertThat(turns("closed")).isEqualTo(1);
    answered(breaker);
  }

  @Test
  void aSignOfLifeDoesNotMakeUpForCallsThatFail() throws Exception {
    // Given
    Breaker breaker = breaker("breaker.window=4", "breaker.least-calls=4");
    // When
    for (int i = 0; i < 4; i++) {
      fails(breaker, FailureCode.STORE_UNAVAILABLE);
      if (i < 3) {
        breaker.ping();
        breaker.ping();
      }
    }
    // Then
    assertThat(breaker.closed()).isFalse();
  }

  @Test
  void oneFailureMakesTheProbeAskSoThatAnOutageShowsWithoutFurtherCalls() throws Exception {
    // Given
    Breaker breaker = breaker("breaker.window=3", "breaker.least-calls=3");
    silent.set(2);
    // When
    fails(breaker, FailureCode.STORE_UNAVAILABLE);
    // Then
    Eventually.until("it opens", () -> !breaker.closed());
    assertThat(calls).hasValue(1);
    assertThat(probes).hasValue(2);
  }

  private Breaker breaker(String... settings) {
    Breaker made =
        new Breaker(
            "service",
            FailureCode.STORE_UNAVAILABLE,
            Settings.worker(settings).breaker(),
            this::probe,
            new WorkerMetrics(registry));
    breaker = made;
    return made;
  }

  /** The first failing probe throws what a probe should not: that must not end the probing. */
  private void probe() throws AlbumenException {
    int left = silent.getAndUpdate(n -> Math.max(0, n - 1));
    if (probes.incrementAndGet() == 1 && left > 2) {
      throw new IllegalStateException("as the test says");
    }
    if (left > 0) {
      throw new AlbumenException(FailureCode.STORE_UNAVAILABLE, "nobody is there");
    }
  }

  private void answered(Breaker breaker) throws AlbumenException {
    assertThat(breaker.call(calls::incrementAndGet)).isPositive();
  }

  private void fails(Breaker breaker, FailureCode code) {
    assertThatThrownBy(
            () ->
                breaker.call(
                    () -> {
                      calls.incrementAndGet();
                      throw new AlbumenException(code, "as the test says");
                    }))
        .isInstanceOf(AlbumenException.class)
        .hasMessage("as the test says");
  }

  private double turns(String state) {
    return registry.get(Metric.BREAKER_TURNS.id()).tag("state", state).counter().count();
  }
}
