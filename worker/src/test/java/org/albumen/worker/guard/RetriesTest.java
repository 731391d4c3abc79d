package org.albumen.worker.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.worker.fake.Settings;
import org.albumen.worker.metrics.Metric;
import org.albumen.worker.metrics.WorkerMetrics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class RetriesTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final AtomicInteger tries = new AtomicInteger();
  private final Retries retries =
      new Retries(
          Settings.worker("retry.attempts=4", "retry.first-pause=2ms", "retry.longest-pause=5ms")
              .retry(),
          new WorkerMetrics(registry));

  @ParameterizedTest
  @CsvSource({
    "STORE_UNAVAILABLE, 4",
    "ENGINE_FAILED, 4",
    "TIMED_OUT, 1",
    "NOT_AN_IMAGE, 1",
    "DELIVERIES_EXHAUSTED, 1",
  })
  void whatMayPassSoonIsTriedAsOftenAsTheSettingsSay(FailureCode code, int times) {
    // When
    assertThatThrownBy(() -> retries.run("job", () -> fail(code)))
        .isInstanceOfSatisfying(AlbumenException.class, e -> assertThat(e.code()).isEqualTo(code));
    // Then
    assertThat(tries).hasValue(times);
    double counted =
        registry.find(Metric.RETRIES.id()).tag("code", code.name()).counters().stream()
            .mapToDouble(Counter::count)
            .sum();
    assertThat(counted).isEqualTo(times - 1);
  }

  @Test
  void aTryThatSucceedsIsTheLast() throws Throwable {
    String made =
        retries.run("job", () -> tries.get() < 1 ? fail(FailureCode.ENGINE_FAILED) : "made");
    assertThat(made).isEqualTo("made");
    assertThat(tries).hasValue(1);
  }

  @Test
  void nothingIsTriedAgainOnAThreadThatWasInterrupted() {
    // When
    assertThatThrownBy(
            () ->
                retries.run(
                    "job",
                    () -> {
                      Thread.currentThread().interrupt();
                      return fail(FailureCode.ENGINE_FAILED);
                    }))
        .isInstanceOf(AlbumenException.class);
    // Then
    assertThat(Thread.interrupted()).isTrue();
    assertThat(tries).hasValue(1);
  }

  private String fail(FailureCode code) throws AlbumenException {
    tries.incrementAndGet();
    throw new AlbumenException(code, "as the test says");
  }
}
