package org.albumen.worker.announce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.albumen.common.attempt.History;
import org.albumen.common.backoff.BackOff;
import org.albumen.common.event.JobFailed;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.ObjectRef;
import org.albumen.worker.fake.Eventually;
import org.albumen.worker.fake.MemoryAnnouncer;
import org.albumen.worker.fake.Messages;
import org.albumen.worker.fake.Settings;
import org.albumen.worker.guard.Breaker;
import org.albumen.worker.metrics.WorkerMetrics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class GuardedAnnouncerTest {
  private static final JobFailed EVENT =
      new JobFailed(
          "job",
          "batch",
          new ObjectRef("scans", "a.jpg"),
          "photo@1",
          FailureCode.NOT_AN_IMAGE,
          "no",
          1,
          "me");

  private final MemoryAnnouncer memory = new MemoryAnnouncer();
  private final Breaker breaker =
      new Breaker(
          "kafka",
          FailureCode.KAFKA_UNAVAILABLE,
          Settings.worker(
                  "breaker.window=4",
                  "breaker.least-calls=1",
                  "breaker.open-for=50ms",
                  "breaker.longest-open=50ms")
              .breaker(),
          () -> {
            if (!memory.refusedAll()) {
              throw new AlbumenException(FailureCode.KAFKA_UNAVAILABLE, "nobody is there");
            }
          },
          new WorkerMetrics(new SimpleMeterRegistry()));
  private final Announcer announcer = new GuardedAnnouncer(memory, breaker);

  @AfterEach
  void close() {
    breaker.close();
  }

  @Test
  void whatIsAnnouncedComesThrough() throws Exception {
    // When
    announcer.announce(EVENT, null);
    announcer.bury(Messages.raw("text"), burial());
    // Then
    assertThat(memory.events()).containsExactly(EVENT);
    assertThat(memory.buried()).hasSize(1);
    assertThat(breaker.closed()).isTrue();
  }

  @Test
  void whileTheBreakerIsOpenTheBrokerIsNotAskedAndPatienceIsRewardedAfterIt() throws Exception {
    // Given
    memory.refuse(2);
    assertThatThrownBy(() -> announcer.announce(EVENT, null)).hasMessage("the broker is off");
    // When
    assertThatThrownBy(() -> announcer.bury(Messages.raw("text"), burial()))
        .hasMessageContaining("circuit breaker of the kafka is open")
        .isInstanceOfSatisfying(
            AlbumenException.class,
            e -> assertThat(e.code()).isEqualTo(FailureCode.KAFKA_UNAVAILABLE));
    assertThat(memory.refusedAll()).isFalse();
    // Then
    memory.refuse(0);
    new PatientAnnouncer(announcer, new BackOff(ofMillis(10), ofMillis(20))).announce(EVENT, null);
    Eventually.until("the breaker is closed", breaker::closed);
    assertThat(memory.events()).hasSize(1);
    assertThat(memory.buried()).isEmpty();
  }

  private static java.time.Duration ofMillis(long millis) {
    return java.time.Duration.ofMillis(millis);
  }

  private static Burial burial() {
    return new Burial(FailureCode.NOT_AN_IMAGE, "no", 1, History.NONE);
  }
}
