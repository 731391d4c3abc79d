package org.albumen.worker.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.worker.fake.Eventually;
import org.albumen.worker.metrics.Metric;
import org.albumen.worker.metrics.WorkerMetrics;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TimeLimitsTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final CountDownLatch never = new CountDownLatch(1);
  private final TimeLimits limits =
      new TimeLimits(
          Map.of(
              Stage.FETCH, Duration.ofMillis(20),
              Stage.MAKE, Duration.ofMillis(1),
              Stage.STORE, Duration.ofHours(1)),
          Duration.ofMillis(100),
          new WorkerMetrics(registry));

  @AfterEach
  void close() {
    limits.close();
  }

  @Test
  void whatIsDoneInTimeIsReturnedAndWhatIsThrownComesThrough() throws Exception {
    assertThat(limits.within(Stage.STORE, () -> "done")).isEqualTo("done");
    AlbumenException coded = new AlbumenException(FailureCode.NOT_AN_IMAGE, "no");
    assertThatThrownBy(() -> limits.within(Stage.STORE, () -> fail(coded))).isSameAs(coded);
    Error error = new OutOfMemoryError("as the test says");
    assertThatThrownBy(
            () ->
                limits.within(
                    Stage.STORE,
                    () -> {
                      throw error;
                    }))
        .isSameAs(error);
    assertThat(timeOuts(Stage.STORE)).isZero();
  }

  @Test
  void whoeverInterruptsAStageInTimeIsHeard() {
    // When
    Thread.currentThread().interrupt();
    // Then
    assertThatThrownBy(() -> limits.within(Stage.STORE, this::forever))
        .isInstanceOf(InterruptedException.class);
  }

  @Test
  void aStageThatTakesTooLongIsInterruptedWhateverItMakesOfThat() {
    assertTimesOut(() -> limits.within(Stage.FETCH, this::forever));
    assertTimesOut(
        () ->
            limits.within(
                Stage.FETCH,
                () -> {
                  awaitInterrupt();
                  return fail(new AlbumenException(FailureCode.STORE_UNAVAILABLE, "aborted"));
                }));
    assertTimesOut(
        () ->
            limits.within(
                Stage.FETCH,
                () -> {
                  awaitInterrupt();
                  throw new IllegalStateException("closed by interrupt");
                }));
    assertTimesOut(
        () ->
            limits.within(
                Stage.FETCH,
                () -> {
                  awaitInterrupt();
                  return "late";
                }));
    assertThat(timeOuts(Stage.FETCH)).isEqualTo(4);
  }

  @Test
  void noInterruptOutlivesItsStage() throws Exception {
    // When stages end at about the moment at which their time runs out
    int late = 0;
    for (int i = 0; i < 500; i++) {
      try {
        limits.within(
            Stage.MAKE,
            () -> {
              LockSupport.parkNanos(1_000_000);
              return "done";
            });
      } catch (AlbumenException timedOut) {
        late++;
      }
      // Then
      assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }
    Thread.sleep(20);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    assertThat(timeOuts(Stage.MAKE)).isEqualTo(late);
  }

  @Test
  void aStageThatIgnoresItsInterruptForLongIsAFaultUntilItEnds() throws Exception {
    // Given
    AtomicBoolean ended = new AtomicBoolean();
    FutureTask<String> deaf =
        new FutureTask<>(
            () ->
                limits.within(
                    Stage.FETCH,
                    () -> {
                      while (!ended.get()) {
                        Thread.onSpinWait();
                      }
                      return "late";
                    }));
    assertThat(limits.healthy()).isTrue();
    // When
    new Thread(deaf).start();
    // Then
    Eventually.until("it is a fault", () -> !limits.healthy());
    ended.set(true);
    assertThatThrownBy(deaf::get).hasCauseInstanceOf(AlbumenException.class);
    assertThat(limits.healthy()).isTrue();
  }

  private double timeOuts(Stage stage) {
    return registry.get(Metric.TIME_OUTS.id()).tag("stage", stage.word()).counter().count();
  }

  private static void assertTimesOut(ThrowingCallable stage) {
    assertThatThrownBy(stage)
        .isInstanceOfSatisfying(
            AlbumenException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.TIMED_OUT))
        .hasMessage("the stage took longer than albumen.worker.limits.fetch allows (PT0.02S)");
    assertThat(Thread.interrupted()).isFalse();
  }

  private String forever() throws InterruptedException {
    never.await();
    return "never";
  }

  private static void awaitInterrupt() {
    while (!Thread.currentThread().isInterrupted()) {
      Thread.onSpinWait();
    }
  }

  private static String fail(AlbumenException e) throws AlbumenException {
    throw e;
  }
}
