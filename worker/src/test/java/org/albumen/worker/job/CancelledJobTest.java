package org.albumen.worker.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.FutureTask;
import org.albumen.common.attempt.Attempt;
import org.albumen.common.config.AlbumenConfig;
import org.albumen.common.deadletter.DeadLetterHeaders;
import org.albumen.common.event.JobCancelled;
import org.albumen.common.event.JobEvent;
import org.albumen.common.event.JobSucceeded;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.Job;
import org.albumen.common.recipe.RecipeBook;
import org.albumen.common.store.Boundary;
import org.albumen.worker.attempt.Place;
import org.albumen.worker.fake.Eventually;
import org.albumen.worker.fake.MemoryAnnouncer;
import org.albumen.worker.fake.MemoryLedger;
import org.albumen.worker.fake.MemoryStore;
import org.albumen.worker.fake.Messages;
import org.albumen.worker.fake.ScriptedGenerator;
import org.albumen.worker.fake.ScriptedRestorer;
import org.albumen.worker.fake.Settings;
import org.albumen.worker.guard.Retries;
import org.albumen.worker.guard.TimeLimits;
import org.albumen.worker.metrics.Metric;
import org.albumen.worker.metrics.WorkerMetrics;
import org.albumen.worker.task.Tools;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class CancelledJobTest {
  @TempDir Path scratch;
  private final MemoryStore store = new MemoryStore().bucket("results");
  private final ScriptedRestorer restorer = new ScriptedRestorer();
  private final MemoryAnnouncer announcer = new MemoryAnnouncer();
  private final MemoryLedger ledger = new MemoryLedger();
  private final Set<String> cancelled = ConcurrentHashMap.newKeySet();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  @Test
  void aJobOfACancelledBatchIsAnnouncedAcceptedAndNeverRun() throws Exception {
    // Given
    Job job = Messages.job(store.with("scans", "a.jpg", "text"));
    cancelled.add(job.batchId());
    // When
    Outcome outcome = handle(Messages.message(job), 1);
    // Then
    JobCancelled event = new JobCancelled(job.id(), job.batchId(), job.source().ref());
    assertThat(outcome).isEqualTo(new Outcome.Cancelled(event));
    assertThat(outcome.accepted()).isTrue();
    assertThat(announcer.events()).containsExactly(event);
    assertThat(announcer.buried()).isEmpty();
    assertThat(restorer.calls()).isZero();
    assertThat(store.puts()).isEmpty();
    assertThat(count("cancelled")).isEqualTo(1);
  }

  @Test
  void aReplayThatIsCancelledSaysWhichItWas() throws Exception {
    // Given
    Job job = Messages.job(store.with("scans", "a.jpg", "text"));
    ConsumerRecord<byte[], byte[]> message = Messages.message(job);
    DeadLetterHeaders.add(message.headers(), DeadLetterHeaders.REPLAYS, "2");
    cancelled.add(job.batchId());
    // When
    handle(message, 1);
    // Then
    assertThat(announcer.events())
        .extracting(JobEvent::id)
        .containsExactly(job.id() + ":cancelled:2");
  }

  @Test
  void aJobOfAnotherBatchRuns() throws Exception {
    // Given
    cancelled.add("another");
    // When
    handle(Messages.message(Messages.job(store.with("scans", "a.jpg", "text"))), 1);
    // Then
    assertThat(announcer.events()).singleElement().isInstanceOf(JobSucceeded.class);
    assertThat(count("cancelled")).isZero();
  }

  @Test
  void aJobThatWasGivenBackIsCancelledAtItsNextDeliveryAndItsNotesAreForgotten() throws Exception {
    // Given
    Job job = Messages.job(store.with("scans", "a.jpg", "text"));
    ConsumerRecord<byte[], byte[]> message = Messages.message(job);
    ledger.note(
        Place.of(message),
        Attempt.failed("other", FailureCode.ENGINE_FAILED, "why", Instant.EPOCH));
    cancelled.add(job.batchId());
    // When
    Outcome outcome = handle(message, 2);
    // Then
    assertThat(outcome).isInstanceOf(Outcome.Cancelled.class);
    assertThat(ledger.notes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 9, 10})
  void itIsNeitherRunAloneNorPutIntoTheQueueAnewNorBuried(int deliveries) throws Exception {
    // Given a job of which workers died, so it seems
    Job job = Messages.job(store.with("scans", "a.jpg", "text"));
    cancelled.add(job.batchId());
    // When
    Outcome outcome = handle(Messages.message(job), deliveries);
    // Then
    assertThat(outcome).isInstanceOf(Outcome.Cancelled.class);
    assertThat(announcer.requeued()).isEmpty();
    assertThat(announcer.buried()).isEmpty();
  }

  @Test
  void aJobInProgressEndsAsItWould() throws Exception {
    // Given
    Job job = Messages.job(store.with("scans", "a.jpg", "block"));
    FutureTask<Outcome> running = new FutureTask<>(() -> handle(Messages.message(job), 1));
    new Thread(running).start();
    Eventually.until("the job runs", () -> restorer.waiting() == 1);
    // When
    cancelled.add(job.batchId());
    restorer.unblock();
    // Then
    assertThat(running.get()).isInstanceOf(Outcome.Succeeded.class);
  }

  @Test
  void whatIsNoJobIsBuriedWhateverIsCancelled() throws Exception {
    // Given
    cancelled.add("batch");
    // When
    Outcome outcome = handle(Messages.raw("{\"batchId\":\"batch\"}"), 1);
    // Then
    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    assertThat(announcer.buried()).hasSize(1);
  }

  private Outcome handle(ConsumerRecord<byte[], byte[]> message, int deliveries)
      throws InterruptedException {
    return handler().handle(message, deliveries, () -> true);
  }

  private JobHandler handler() {
    WorkerMetrics metrics = new WorkerMetrics(registry);
    AlbumenConfig.Worker settings = Settings.worker();
    TimeLimits limits = new TimeLimits(settings.limits(), metrics);
    return new JobHandlers(
            RecipeBook.builtIn(),
            new Tools(store, restorer, new ScriptedGenerator(), limits, metrics, 1000),
            new JobSettings("me", scratch, 5, 10, 1 << 16, Boundary.ANY_BUCKET),
            new Retries(settings.retry(), metrics),
            JobListener.NONE)
        .handler(announcer, ledger, cancelled::contains, Optional.empty());
  }

  private double count(String outcome) {
    return registry.get(Metric.JOBS.id()).tag("outcome", outcome).counter().count();
  }
}
