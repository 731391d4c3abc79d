package org.albumen.worker.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.albumen.common.event.JobSucceeded;
import org.albumen.common.event.ResultImage;
import org.albumen.common.event.Timings;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.Job;
import org.albumen.common.job.ObjectRef;
import org.albumen.common.job.ObjectSource;
import org.albumen.worker.fake.MemoryStore;
import org.albumen.worker.fake.Messages;
import org.albumen.worker.fake.Settings;
import org.albumen.worker.guard.Retries;
import org.albumen.worker.metrics.WorkerMetrics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RetryingRunnerTest {
  private final MemoryStore store = new MemoryStore();
  private final AtomicInteger calls = new AtomicInteger();
  private final Job job = Messages.job(ObjectSource.of("scans", "a.jpg"));
  private final Retries retries =
      new Retries(
          Settings.worker("retry.attempts=1", "retry.first-pause=10ms", "retry.longest-pause=20ms")
              .retry(),
          new WorkerMetrics(new SimpleMeterRegistry()));

  @Test
  void anOutageThatBeginsAfterTheStoreAnsweredIsWaitedOutToo() throws Exception {
    // Given a store that answers one question, then nobody, as behind a breaker that opens
    JobRunner flow =
        (one, attempt, held) -> {
          switch (calls.incrementAndGet()) {
            case 1 -> throw unavailable();
            case 2 -> {
              store.outage(FailureCode.STORE_UNAVAILABLE);
              new Thread(this::comeBack).start();
              throw unavailable();
            }
            default -> {
              return succeeded();
            }
          }
        };
    // When
    JobSucceeded event = runner(flow).run(job, 1, () -> true);
    // Then
    assertThat(event.jobId()).isEqualTo(job.id());
    assertThat(calls).hasValue(3);
  }

  @Test
  void aStoreThatAnswersTwiceRefusesThisJobAlone() {
    // Given
    JobRunner flow =
        (one, attempt, held) -> {
          calls.incrementAndGet();
          throw unavailable();
        };
    // When, Then
    assertThatThrownBy(() -> runner(flow).run(job, 1, () -> true))
        .isInstanceOfSatisfying(
            AlbumenException.class,
            e -> assertThat(e.code()).isEqualTo(FailureCode.STORE_UNAVAILABLE));
    assertThat(calls).hasValue(2);
  }

  private RetryingRunner runner(JobRunner flow) {
    return new RetryingRunner(flow, retries, new Outage(store, retries.pause()));
  }

  private void comeBack() {
    try {
      Thread.sleep(200);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    store.outage(null);
  }

  private static AlbumenException unavailable() {
    return new AlbumenException(FailureCode.STORE_UNAVAILABLE, "nobody answers");
  }

  private JobSucceeded succeeded() {
    return new JobSucceeded(
        job.id(),
        job.batchId(),
        job.source().ref(),
        job.recipe(),
        "0".repeat(64),
        new ResultImage("b", "k", "image/png", "0".repeat(64), 1, 1, 1),
        new ObjectRef("b", "k.json"),
        null,
        List.of(),
        List.of(),
        Timings.NONE,
        false,
        1,
        "me");
  }
}
