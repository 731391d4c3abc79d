package org.albumen.worker.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.albumen.common.attempt.Attempt;
import org.albumen.common.attempt.History;
import org.albumen.common.codec.Json;
import org.albumen.common.config.AlbumenConfig;
import org.albumen.common.control.Cancellations;
import org.albumen.common.deadletter.DeadLetterHeaders;
import org.albumen.common.digest.Digest;
import org.albumen.common.event.Agreement;
import org.albumen.common.event.JobEvent;
import org.albumen.common.event.JobFailed;
import org.albumen.common.event.JobSucceeded;
import org.albumen.common.event.PhotoOutcome;
import org.albumen.common.event.ResultImage;
import org.albumen.common.event.Timings;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.failure.FailureKind;
import org.albumen.common.job.Job;
import org.albumen.common.job.ObjectRef;
import org.albumen.common.job.ObjectSource;
import org.albumen.common.job.SeedSource;
import org.albumen.common.recipe.Consistency;
import org.albumen.common.recipe.Faces;
import org.albumen.common.recipe.Isolation;
import org.albumen.common.recipe.Output;
import org.albumen.common.recipe.RecipeBook;
import org.albumen.common.recipe.RestoreRecipe;
import org.albumen.common.sidecar.Alteration;
import org.albumen.common.sidecar.Sidecar;
import org.albumen.common.sidecar.SourceImage;
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
import org.albumen.worker.restore.LimitedRestorer;
import org.albumen.worker.task.Tools;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class JobHandlerTest {
  private static final int STRIKES = 5;
  private static final int DELIVERIES = 10;
  private static final int MAX_JOB_BYTES = 1 << 16;
  private static final RestoreRecipe APART =
      new RestoreRecipe(
          "apart",
          1,
          "u",
          2,
          256,
          Faces.found("d", 0.5),
          null,
          null,
          Output.PNG,
          null,
          null,
          null,
          null,
          Isolation.PROCESS);
  private static final RestoreRecipe CHECKED =
      new RestoreRecipe(
          "checked",
          1,
          "u",
          2,
          256,
          Faces.found("d", 0.5),
          new Consistency(30, null),
          null,
          Output.SAME,
          null,
          null,
          true,
          true,
          null);

  @TempDir Path scratch;
  private final MemoryStore store = new MemoryStore().bucket("results");
  private final ScriptedRestorer restorer = new ScriptedRestorer();
  private final ScriptedGenerator generator = new ScriptedGenerator();
  private final MemoryAnnouncer announcer = new MemoryAnnouncer();
  private final MemoryLedger ledger = new MemoryLedger();
  private final List<Job> apart = new ArrayList<>();
  private final JobRunner process =
      (job, attempt, held) -> {
        apart.add(job);
        throw new AlbumenException(FailureCode.WORKER_KILLED, "it ended with 137");
      };
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final List<Double> progress = new ArrayList<>();

  @Test
  void aJobIsRestoredStoredAnnouncedAndAccepted() throws Exception {
    // Given
    Job job = Messages.job(store.with("scans", "a.jpg", "text"));
    // When
    Outcome outcome = handle(Messages.message(job), 2);
    // Then
    assertThat(outcome.accepted()).isTrue();
    assertThat(announcer.events())
        .singleElement()
        .isInstanceOfSatisfying(
            JobSucceeded.class,
            event -> {
              assertThat(event.id()).isEqualTo(job.id() + ":succeeded");
              assertThat(event.reused()).isFalse();
              assertThat(event.attempts()).isEqualTo(2);
              assertThat(event.worker()).isEqualTo("me");
              assertThat(event.timings().restoreMs()).isEqualTo(2);
              assertThat(store.bytes(refOf(event))).contains(ScriptedRestorer.utf8("txet"));
            });
    assertThat(progress).containsExactly(0.0, 0.5, 1.0);
    assertThat(count(Metric.JOBS, "outcome", "succeeded")).isEqualTo(1);
    assertThat(count(Metric.PIXELS)).isEqualTo(48);
    assertThat(count(Metric.FACES, "outcome", "detected")).isEqualTo(1);
    assertThat(count(Metric.PHOTOGRAPHS, "outcome", "restored")).isEqualTo(1);
    assertThat(count(Metric.BYTES, "direction", "in")).isEqualTo(4);
    assertThat(count(Metric.BYTES, "direction", "out")).isEqualTo(4);
    assertThat(scratch).isEmptyDirectory();
  }

  @Test
  void whatTheRecipeAsksForStandsBesideTheResultBeforeItsSidecar() throws Exception {
    // Given
    Job job = Messages.job(store.with("scans", "a.tif", "text"), "checked@1", Instant.MAX);
    // When
    handle(Messages.message(job), 1);
    handle(Messages.message(job), 1);
    // Then
    JobSucceeded event = (JobSucceeded) announcer.events().get(0);
    assertThat(event.photograph()).isEqualTo(PhotoOutcome.NEEDS_REVIEW);
    assertThat(event.result().mediaType()).isEqualTo("image/tiff");
    String base = event.result().key().replaceFirst("tif$", "");
    assertThat(store.puts())
        .extracting(ObjectRef::key)
        .containsExactly(base + "tif", base + "mask.png", base + "premis.xml", base + "json");
    Sidecar sidecar = Json.read(store.bytes(event.sidecar()).orElseThrow(), Sidecar.class);
    assertThat(sidecar.photograph()).isEqualTo(PhotoOutcome.NEEDS_REVIEW);
    assertThat(sidecar.sourceImage()).isEqualTo(new SourceImage("JPEG", 8, 3, null, List.of()));
    assertThat(sidecar.consistency()).isEqualTo(new Agreement(20.5, 0.9));
    byte[] mask = ScriptedRestorer.utf8("mask of text");
    assertThat(sidecar.alteration())
        .isEqualTo(
            new Alteration(
                0.25,
                new ResultImage(
                    "results",
                    base + "mask.png",
                    "image/png",
                    Digest.ofBytes(mask),
                    mask.length,
                    8,
                    6)));
    ObjectRef premis = new ObjectRef("results", base + "premis.xml");
    assertThat(sidecar.premis()).isEqualTo(premis);
    assertThat(store.bytes(premis).map(String::new).orElseThrow())
        .contains(sidecar.result().sha256())
        .contains("needs_review");
    assertThat(count(Metric.PHOTOGRAPHS, "outcome", "needs_review")).isEqualTo(1);
    assertThat(announcer.events()).extracting("photograph").containsOnly(PhotoOutcome.NEEDS_REVIEW);
  }

  @Test
  void aResultThatStandsIsAnnouncedAgainAndNothingIsMadeEvenAfterTheDeadline() throws Exception {
    // Given
    ObjectSource source = store.with("scans", "a.jpg", "text");
    handle(Messages.message(Messages.job(source)), 1);
    // When
    Outcome outcome = handle(Messages.message(Messages.job(source, "photo@1", Instant.EPOCH)), 1);
    // Then
    assertThat(outcome.accepted()).isTrue();
    assertThat(restorer.calls()).isEqualTo(1);
    assertThat(store.puts()).hasSize(2);
    assertThat(announcer.events()).hasSize(2).extracting("reused").containsExactly(false, true);
    assertThat(announcer.events()).extracting("id").hasSize(2).containsOnly(id(source));
    assertThat(count(Metric.JOBS, "outcome", "reused")).isEqualTo(1);
    assertThat(count(Metric.PIXELS)).isEqualTo(48);
  }

  @Test
  void aSeedIsDrawnStoredAnnouncedAndAcceptedWithoutAFetch() throws Exception {
    // Given
    Job job = Messages.job(new SeedSource(7), "faces-progan@1", Instant.MAX);
    // When
    Outcome outcome = handle(Messages.message(job), 1);
    handle(Messages.message(job), 1);
    // Then
    assertThat(outcome.accepted()).isTrue();
    assertThat(announcer.events()).hasSize(2).extracting("reused").containsExactly(false, true);
    JobSucceeded event = (JobSucceeded) announcer.events().get(0);
    assertThat(event.source()).isEqualTo(new SeedSource(7));
    assertThat(event.faces()).isEmpty();
    assertThat(event.timings()).isEqualTo(new Timings(0, 0, 2, 1, 0));
    assertThat(store.bytes(refOf(event))).contains(ScriptedRestorer.utf8("progan-128 of 7"));
    Sidecar sidecar = Json.read(store.bytes(event.sidecar()).orElseThrow(), Sidecar.class);
    assertThat(sidecar.source()).isEqualTo(new SeedSource(7));
    assertThat(sidecar.recipe()).isEqualTo(RecipeBook.builtIn().find("faces-progan@1"));
    assertThat(sidecar.sourceSha256()).isNull();
    assertThat(sidecar.sourceWidth()).isNull();
    assertThat(sidecar.networks()).containsExactly(ScriptedGenerator.NETWORK);
    assertThat(generator.calls(7)).isEqualTo(1);
    assertThat(restorer.calls()).isZero();
    assertThat(count(Metric.BYTES, "direction", "in")).isZero();
    assertThat(registry.find(Metric.STAGE.id()).timers())
        .extracting(timer -> timer.getId().getTag("stage"))
        .containsExactlyInAnyOrder("generate", "encode", "store");
    assertThat(scratch).isEmptyDirectory();
  }

  @ParameterizedTest
  @CsvSource({
    "ENGINE_FAILED, 2, true, 3",
    "ENGINE_FAILED, 3, false, 3",
    "MODEL_MISMATCH, 9, true, 1",
  })
  void aSeedThatCannotBeDrawnIsTriedAsOftenAsAPhotograph(
      FailureCode code, int failures, boolean accepted, int calls) throws Exception {
    // Given
    generator.fail(7, code, failures);
    Job job = Messages.job(new SeedSource(7), "faces-progan@1", Instant.MAX);
    // When
    Outcome given = handle(Messages.message(job), 1);
    // Then
    assertThat(given.accepted()).isEqualTo(accepted);
    assertThat(generator.calls(7)).isEqualTo(calls);
    if (code.kind() == FailureKind.PERMANENT) {
      assertThat(announcer.buried()).singleElement().extracting("code").isEqualTo(code);
      assertThat(announcer.events())
          .singleElement()
          .isInstanceOfSatisfying(
              JobFailed.class, event -> assertThat(event.source()).hasToString("seed 7"));
    }
  }

  static Stream<FailureCode> permanent() {
    return Stream.of(FailureCode.values()).filter(c -> c.kind() == FailureKind.PERMANENT);
  }

  @ParameterizedTest
  @MethodSource("permanent")
  void aPermanentFailureIsBuriedAndAnnouncedAtOnce(FailureCode code) throws Exception {
    // Given
    String text = "fail " + code;
    Job job = Messages.job(store.with("scans", "a.jpg", text));
    ConsumerRecord<byte[], byte[]> message = Messages.message(job);
    // When
    Outcome outcome = handle(message, 1);
    // Then
    assertThat(outcome.accepted()).isTrue();
    assertThat(restorer.calls(text)).isEqualTo(1);
    assertBuried(message, code, 1);
    assertThat(store.puts()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "ENGINE_FAILED, 0, false",
    "MODEL_UNAVAILABLE, 3, false",
    "ENGINE_FAILED, 4, true",
    "OUT_OF_MEMORY, 4, true"
  })
  void aTransientFailureIsTriedThriceThenGivenBackOrBuriedAtLast(
      FailureCode code, int before, boolean buried) throws Exception {
    // Given a job that has failed some times before
    String text = "fail " + code;
    ConsumerRecord<byte[], byte[]> message =
        Messages.message(Messages.job(store.with("scans", "a.jpg", text)));
    for (int i = 0; i < before; i++) {
      ledger.note(
          Place.of(message), Attempt.failed("other", code, "as it said then", Instant.EPOCH));
    }
    // When
    Outcome outcome = handle(message, before + 1);
    // Then
    assertThat(restorer.calls(text)).isEqualTo(3);
    if (buried) {
      assertThat(outcome).isInstanceOf(Outcome.Failed.class);
      assertBuried(message, code, before + 1);
      assertThat(announcer.buried().get(0).history().attempts())
          .hasSize(before + 1)
          .extracting(Attempt::code)
          .containsOnly(code);
      assertThat(ledger.notes()).as("what has ended is forgotten").isEmpty();
    } else {
      assertThat(outcome).isEqualTo(new Outcome.GivenBack(code));
      assertThat(announcer.events()).isEmpty();
      assertThat(announcer.buried()).isEmpty();
      assertThat(ledger.notes()).hasSize(before + 1).last().extracting("worker").isEqualTo("me");
      assertThat(count(Metric.RELEASED, "code", code.name())).isEqualTo(1);
    }
  }

  @Test
  void deliveriesToWorkersThatStoppedOrLostTheLockDoNotCount() throws Exception {
    // Given
    String text = "fail ENGINE_FAILED";
    ConsumerRecord<byte[], byte[]> message =
        Messages.message(Messages.job(store.with("scans", "a.jpg", text)));
    for (int i = 0; i < 3; i++) {
      ledger.note(Place.of(message), Attempt.drained("other", Instant.EPOCH));
      ledger.note(Place.of(message), Attempt.abandoned("other", Instant.EPOCH));
    }
    // When
    Outcome outcome = handle(message, 7);
    // Then
    assertThat(outcome).isEqualTo(new Outcome.GivenBack(FailureCode.ENGINE_FAILED));
    assertThat(count(Metric.ISOLATED)).isZero();
  }

  @ParameterizedTest
  @CsvSource({"2, 0", "3, 1", "4, 1"})
  void aJobOfWhichTwoWorkersDiedRunsAlone(int deliveries, int isolated) throws Exception {
    // Given deliveries of which nobody wrote a word
    ConsumerRecord<byte[], byte[]> message =
        Messages.message(Messages.job(store.with("scans", "a.jpg", "text")));
    // When
    Outcome outcome = handle(message, deliveries);
    // Then
    assertThat(outcome).isInstanceOf(Outcome.Succeeded.class);
    assertThat(count(Metric.ISOLATED)).isEqualTo(isolated);
    assertThat(ledger.notes()).as("what has ended is forgotten").isEmpty();
  }

  @Test
  void aJobThatTookAWorkerWithItWhenItRanAloneNeverRunsAgain() throws Exception {
    // Given two workers that died, and a third that ran the job alone
    ConsumerRecord<byte[], byte[]> message =
        Messages.message(Messages.job(store.with("scans", "a.jpg", "text")));
    ledger.note(Place.of(message), Attempt.isolated("other", Instant.EPOCH));
    // When
    Outcome outcome = handle(message, 4);
    // Then
    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    assertThat(restorer.calls()).isZero();
    assertBuried(message, FailureCode.WORKER_KILLED, 4);
    assertThat(announcer.buried().get(0).history().attempts())
        .extracting(Attempt::ending)
        .containsExactly(
            Attempt.Ending.ISOLATED,
            Attempt.Ending.VANISHED,
            Attempt.Ending.VANISHED,
            Attempt.Ending.VANISHED,
            Attempt.Ending.FAILED);
  }

  @Test
  void aJobThatWasStoppedWhileItRanAloneRunsAloneAgain() throws Exception {
    // Given
    ConsumerRecord<byte[], byte[]> message =
        Messages.message(Messages.job(store.with("scans", "a.jpg", "text")));
    ledger.note(Place.of(message), Attempt.isolated("other", Instant.EPOCH));
    ledger.note(Place.of(message), Attempt.drained("other", Instant.EPOCH));
    // When
    Outcome outcome = handle(message, 4);
    // Then
    assertThat(outcome).isInstanceOf(Outcome.Succeeded.class);
    assertThat(count(Metric.ISOLATED)).isEqualTo(1);
  }

  @Test
  void aJobThatRunsAloneHasNoOtherBesideItAndIsBuriedWhenItFails() throws Exception {
    // Given a job in progress, and one of which two workers died
    Job running = Messages.job(store.with("scans", "block.jpg", "block"));
    ConsumerRecord<byte[], byte[]> suspicious =
        Messages.message(Messages.job(store.with("scans", "a.jpg", "fail ENGINE_FAILED")));
    JobHandler handler = handler(JobListener.NONE);
    FutureTask<Outcome> first =
        new FutureTask<>(() -> handler.handle(Messages.message(running), 1, () -> true));
    FutureTask<Outcome> second = new FutureTask<>(() -> handler.handle(suspicious, 3, () -> true));
    new Thread(first).start();
    Eventually.until("the first runs", () -> restorer.waiting() == 1);
    // When
    new Thread(second).start();
    Eventually.until("both are there", () -> registry.get(Metric.ACTIVE.id()).gauge().value() == 2);
    Thread.sleep(200);
    // Then
    assertThat(restorer.calls()).isEqualTo(1);
    assertThat(count(Metric.ISOLATED)).isZero();
    restorer.unblock();
    assertThat(first.get()).isInstanceOf(Outcome.Succeeded.class);
    assertThat(second.get()).isInstanceOf(Outcome.Failed.class);
    assertThat(announcer.buried())
        .singleElement()
        .extracting("code")
        .isEqualTo(FailureCode.ENGINE_FAILED);
  }

  @Test
  void aRecipeMayHaveSuchAJobRunInAProcessOfItsOwn() throws Exception {
    // Given
    Job job = Messages.job(store.with("scans", "a.jpg", "text"), "apart@1", Instant.MAX);
    ConsumerRecord<byte[], byte[]> message = Messages.message(job);
    // When
    Outcome outcome = handle(message, 3);
    // Then
    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    assertThat(apart).containsExactly(job);
    assertThat(restorer.calls()).isZero();
    assertBuried(message, FailureCode.WORKER_KILLED, 3);
  }

  @Test
  void whenTheBrokersDeliveriesAreUsedUpWithoutFaultTheJobIsPutAtTheQueuesEnd() throws Exception {
    // Given a job that was given back by workers that stopped, and failed once
    ConsumerRecord<byte[], byte[]> message =
        Messages.message(Messages.job(store.with("scans", "a.jpg", "text")));
    ledger.note(
        Place.of(message), Attempt.failed("w", FailureCode.ENGINE_FAILED, "why", Instant.EPOCH));
    for (int i = 0; i < DELIVERIES - 3; i++) {
      ledger.note(Place.of(message), Attempt.drained("other", Instant.EPOCH));
    }
    // When
    Outcome outcome = handle(message, DELIVERIES - 1);
    // Then
    assertThat(outcome).isEqualTo(new Outcome.Requeued());
    assertThat(outcome.accepted()).isTrue();
    assertThat(restorer.calls()).isZero();
    assertThat(announcer.requeued())
        .singleElement()
        .satisfies(
            standing -> {
              assertThat(standing.strikes()).isEqualTo(1);
              assertThat(standing.history().attempts()).hasSize(DELIVERIES - 2);
            });
    assertThat(count(Metric.REQUEUED)).isEqualTo(1);
  }

  @Test
  void aReplayedJobBeginsAnewAndItsHistoryGrows() throws Exception {
    // Given a message that tells of earlier attempts
    ConsumerRecord<byte[], byte[]> message =
        Messages.message(Messages.job(store.with("scans", "a.jpg", "fail NOT_AN_IMAGE")));
    new History(
            List.of(
                Attempt.vanished(Instant.EPOCH),
                Attempt.vanished(Instant.EPOCH),
                Attempt.failed("old", FailureCode.WORKER_KILLED, "then", Instant.EPOCH)))
        .writeTo(message.headers());
    // When
    handle(message, 1);
    // Then it was run, beside others
    assertThat(restorer.calls()).isEqualTo(1);
    assertThat(count(Metric.ISOLATED)).isZero();
    assertThat(announcer.buried())
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.attempts()).isEqualTo(4);
              assertThat(letter.history().attempts())
                  .extracting(Attempt::code)
                  .containsExactly(null, null, FailureCode.WORKER_KILLED, FailureCode.NOT_AN_IMAGE);
            });
  }

  @Test
  void aLedgerThatCannotBeReadIsWaitedFor() throws Exception {
    // Given
    ledger.refuse(2);
    ConsumerRecord<byte[], byte[]> message =
        Messages.message(Messages.job(store.with("scans", "a.jpg", "text")));
    // When
    Outcome outcome = handle(message, 2);
    // Then
    assertThat(outcome).isInstanceOf(Outcome.Succeeded.class);
  }

  @Test
  void aFailureThatPassesIsNotHeardOf() throws Exception {
    // Given
    String text = "fail ENGINE_FAILED 2";
    Job job = Messages.job(store.with("scans", "a.jpg", text));
    // When
    Outcome outcome = handle(Messages.message(job), 1);
    // Then
    assertThat(outcome.accepted()).isTrue();
    assertThat(restorer.calls(text)).isEqualTo(3);
    assertThat(count(Metric.RETRIES, "code", "ENGINE_FAILED")).isEqualTo(2);
    assertThat(announcer.events()).singleElement().isInstanceOf(JobSucceeded.class);
    assertThat(announcer.buried()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"crash, UNEXPECTED", "heap, OUT_OF_MEMORY"})
  void whatIsThrownWithoutACodeGetsOne(String text, FailureCode code) throws Exception {
    // Given
    ConsumerRecord<byte[], byte[]> message =
        Messages.message(Messages.job(store.with("scans", "a.jpg", text)));
    // When
    Outcome early = handle(message, 1);
    for (int i = 0; i < STRIKES - 2; i++) {
      ledger.note(Place.of(message), Attempt.failed("other", code, "why", Instant.EPOCH));
    }
    Outcome late = handle(message, STRIKES);
    // Then
    assertThat(early).isEqualTo(new Outcome.GivenBack(code));
    assertThat(late).isInstanceOf(Outcome.Failed.class);
    assertBuried(message, code, STRIKES);
  }

  @Test
  void aJobWhoseDeliveriesEndedInDifferentWaysIsBuriedWhenNoneIsLeft() throws Exception {
    // Given four failures, and then a worker that died in the last try
    ConsumerRecord<byte[], byte[]> message =
        Messages.message(Messages.job(store.with("scans", "a.jpg", "text")));
    for (int i = 0; i < STRIKES - 1; i++) {
      ledger.note(
          Place.of(message), Attempt.failed("w", FailureCode.ENGINE_FAILED, "w", Instant.EPOCH));
    }
    ledger.note(Place.of(message), Attempt.isolated("other", Instant.EPOCH));
    // When
    Outcome outcome = handle(message, STRIKES + 1);
    // Then
    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    assertThat(restorer.calls()).isZero();
    assertBuried(message, FailureCode.DELIVERIES_EXHAUSTED, STRIKES + 1);
  }

  @Test
  void aFailureAfterAReplayIsAnotherEvent() throws Exception {
    // Given
    ConsumerRecord<byte[], byte[]> first = Messages.raw("{");
    ConsumerRecord<byte[], byte[]> again = Messages.raw("{");
    DeadLetterHeaders.add(again.headers(), DeadLetterHeaders.REPLAYS, "2");
    // When
    handle(first, 1);
    handle(again, 1);
    // Then
    String job = announcer.events().get(0).jobId();
    assertThat(announcer.events())
        .extracting(JobEvent::id)
        .containsExactly(job + ":failed", job + ":failed:2");
  }

  @ParameterizedTest
  @CsvSource({"'',empty", "'{\"id\":',no job", "null,no job", "'[1]',no job"})
  void whatIsNoJobIsBuried(String text, String reason) throws Exception {
    // Given
    ConsumerRecord<byte[], byte[]> message = Messages.raw(text);
    // When
    Outcome outcome = handle(message, 1);
    // Then
    assertThat(outcome.accepted()).isTrue();
    assertBuried(message, FailureCode.MALFORMED_JOB, 1);
    assertThat(announcer.buried().get(0).reason()).contains(reason);
  }

  @Test
  void aSourceThatIsTooLargeLateMissingOrChangedIsBuriedWithItsCode() throws Exception {
    // Given
    ObjectSource large = store.with("scans", "large.jpg", "x".repeat(2000));
    ObjectSource late = store.with("scans", "late.jpg", "text");
    ObjectSource changed = store.with("scans", "changed.jpg", "before");
    store.with("scans", "changed.jpg", "after");
    // When
    handle(Messages.message(Messages.job(large)), 1);
    handle(Messages.message(Messages.job(late, "photo@1", Instant.EPOCH)), 1);
    handle(Messages.message(Messages.job(ObjectSource.of("scans", "missing.jpg"))), 1);
    handle(Messages.message(Messages.job(changed)), 1);
    // Then
    assertThat(announcer.buried())
        .extracting(MemoryAnnouncer.Buried::code)
        .containsExactly(
            FailureCode.SOURCE_TOO_LARGE,
            FailureCode.DEADLINE_PASSED,
            FailureCode.SOURCE_NOT_FOUND,
            FailureCode.SOURCE_CHANGED);
    assertThat(scratch).isEmptyDirectory();
  }

  @Test
  void aSourceWithoutTagThatChangesWhileItIsRestoredIsNotStored() throws Exception {
    // Given a source that is known by size and time alone
    ObjectSource untagged = store.with("scans", "a.jpg", "text").withoutTag();
    JobListener meddler =
        (job, part) -> {
          if (part == 0.5) {
            store.with("scans", "a.jpg", "other text");
          }
        };
    ConsumerRecord<byte[], byte[]> message = Messages.message(Messages.job(untagged));
    // When
    handler(meddler).handle(message, 1, () -> true);
    // Then
    assertBuried(message, FailureCode.SOURCE_CHANGED, 1);
    assertThat(store.puts()).isEmpty();
  }

  @Test
  void anAnnouncementIsRepeatedUntilItSucceedsAndTheJobCountedOnce() throws Exception {
    // Given
    announcer.refuse(2);
    Job job = Messages.job(store.with("scans", "a.jpg", "text"));
    // When
    Outcome outcome = handle(Messages.message(job), 1);
    // Then
    assertThat(outcome.accepted()).isTrue();
    assertThat(announcer.events()).hasSize(1);
    assertThat(restorer.calls()).isEqualTo(1);
    assertThat(count(Metric.JOBS, "outcome", "succeeded")).isEqualTo(1);
  }

  @Test
  void anOutageOfTheStoreIsWaitedOut() throws Exception {
    // Given
    Job job = Messages.job(store.with("scans", "a.jpg", "text"));
    store.outage(FailureCode.STORE_UNAVAILABLE);
    FutureTask<Outcome> running = new FutureTask<>(() -> handle(Messages.message(job), 1));
    new Thread(running).start();
    // When it lasts longer than all retries
    Thread.sleep(4000);
    assertThat(running.isDone()).isFalse();
    store.outage(null);
    // Then
    assertThat(running.get().accepted()).isTrue();
    assertThat(announcer.events()).singleElement().isInstanceOf(JobSucceeded.class);
  }

  @ParameterizedTest
  @CsvSource({"0, false", "4, true"})
  void aStageThatTakesTooLongIsInterruptedAndTheJobGivenBackOrBuriedAtLast(
      int before, boolean buried) throws Exception {
    // Given
    ConsumerRecord<byte[], byte[]> message =
        Messages.message(Messages.job(store.with("scans", "a.jpg", "block")));
    for (int i = 0; i < before; i++) {
      ledger.note(
          Place.of(message),
          Attempt.failed("other", FailureCode.TIMED_OUT, "as it said then", Instant.EPOCH));
    }
    // When
    Outcome outcome =
        handler(JobListener.NONE, "limits.make=50ms").handle(message, before + 1, () -> true);
    // Then it was not tried again at once, and left no interrupt behind
    assertThat(restorer.interrupted()).isEqualTo(1);
    assertThat(restorer.calls()).isEqualTo(1);
    assertThat(Thread.interrupted()).isFalse();
    assertThat(count(Metric.TIME_OUTS, "stage", "make")).isEqualTo(1);
    if (buried) {
      assertBuried(message, FailureCode.TIMED_OUT, before + 1);
      assertThat(announcer.buried().get(0).reason()).contains("albumen.worker.limits.make");
    } else {
      assertThat(outcome).isEqualTo(new Outcome.GivenBack(FailureCode.TIMED_OUT));
    }
  }

  @Test
  void aJobThatIsGivenUpAfterItsTimeRanOutHasNoVerdictEither() throws Exception {
    // Given a stage that does not heed the interrupt of its limit
    AtomicBoolean held = new AtomicBoolean(true);
    ConsumerRecord<byte[], byte[]> message =
        Messages.message(Messages.job(store.with("scans", "a.jpg", "deaf")));
    FutureTask<Outcome> running =
        new FutureTask<>(
            () -> handler(JobListener.NONE, "limits.make=50ms").handle(message, 1, held::get));
    Thread thread = new Thread(running);
    thread.start();
    Eventually.until("its time runs out", () -> restorer.interrupted() == 1);
    // When
    held.set(false);
    thread.interrupt();
    restorer.unblock();
    // Then
    assertThatThrownBy(running::get).hasCauseInstanceOf(InterruptedException.class);
    assertThat(announcer.buried()).isEmpty();
    assertThat(announcer.events()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"block", "deaf"})
  void aJobThatIsGivenUpHasNoVerdictAndIsNotBuried(String text) throws Exception {
    // Given
    AtomicBoolean held = new AtomicBoolean(true);
    ConsumerRecord<byte[], byte[]> message =
        Messages.message(Messages.job(store.with("scans", "a.jpg", text + " fail")));
    FutureTask<Outcome> running =
        new FutureTask<>(() -> handler(JobListener.NONE).handle(message, 1, held::get));
    Thread thread = new Thread(running);
    thread.start();
    Eventually.until("the job runs", () -> restorer.waiting() == 1);
    // When
    held.set(false);
    thread.interrupt();
    if (text.equals("deaf")) {
      store.outage(FailureCode.STORE_UNAVAILABLE);
      restorer.unblock();
    }
    // Then
    assertThatThrownBy(running::get).hasCauseInstanceOf(InterruptedException.class);
    assertThat(announcer.buried()).isEmpty();
    assertThat(announcer.events()).isEmpty();
    assertThat(scratch).isEmptyDirectory();
    assertThat(registry.get(Metric.ACTIVE.id()).gauge().value()).isZero();
  }

  @Test
  void anInterruptEndsTheWaitForAnAnnouncement() throws Exception {
    // Given
    announcer.refuse(Integer.MAX_VALUE);
    Job job = Messages.job(store.with("scans", "a.jpg", "text"));
    FutureTask<Outcome> running = new FutureTask<>(() -> handle(Messages.message(job), 1));
    Thread thread = new Thread(running);
    thread.start();
    Eventually.until("the result is stored", () -> store.puts().size() == 2);
    // When
    thread.interrupt();
    // Then
    assertThatThrownBy(running::get).hasCauseInstanceOf(InterruptedException.class);
    assertThat(count(Metric.JOBS, "outcome", "succeeded")).isZero();
  }

  private Outcome handle(ConsumerRecord<byte[], byte[]> message, int attempt)
      throws InterruptedException {
    return handler((job, part) -> progress.add(part)).handle(message, attempt, () -> true);
  }

  private JobHandler handler(JobListener listener, String... limits) {
    WorkerMetrics metrics = new WorkerMetrics(registry);
    AlbumenConfig.Worker settings = Settings.worker(limits);
    TimeLimits timed = new TimeLimits(settings.limits(), metrics);
    return new JobHandlers(
            RecipeBook.builtIn().with(CHECKED).with(APART),
            new Tools(store, new LimitedRestorer(restorer, timed), generator, timed, metrics, 1000),
            new JobSettings("me", scratch, STRIKES, DELIVERIES, MAX_JOB_BYTES, Boundary.ANY_BUCKET),
            new Retries(settings.retry(), metrics),
            listener)
        .handler(announcer, ledger, Cancellations.NONE, Optional.of(process));
  }

  private void assertBuried(ConsumerRecord<byte[], byte[]> message, FailureCode code, int attempt)
      throws IOException {
    assertThat(announcer.buried())
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.message()).isSameAs(message);
              assertThat(letter.code()).isEqualTo(code);
              assertThat(letter.attempts()).isEqualTo(attempt);
            });
    assertThat(announcer.events())
        .singleElement()
        .isInstanceOfSatisfying(JobFailed.class, event -> assertThat(event.code()).isEqualTo(code));
    assertThat(count(Metric.JOBS, "code", code.name())).isEqualTo(1);
    try (Stream<Path> left = Files.list(scratch)) {
      assertThat(left).isEmpty();
    }
  }

  private double count(Metric metric, String... tags) {
    return registry.get(metric.id()).tags(tags).counter().count();
  }

  private static String id(ObjectSource source) {
    return Messages.job(source).id() + ":succeeded";
  }

  private static ObjectRef refOf(JobSucceeded event) {
    return new ObjectRef(event.result().bucket(), event.result().key());
  }
}
