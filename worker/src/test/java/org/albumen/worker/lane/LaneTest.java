package org.albumen.worker.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.albumen.common.attempt.Attempt;
import org.albumen.common.control.Cancellations;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.recipe.RecipeBook;
import org.albumen.common.store.Boundary;
import org.albumen.worker.fake.Eventually;
import org.albumen.worker.fake.MemoryAnnouncer;
import org.albumen.worker.fake.MemoryLedger;
import org.albumen.worker.fake.MemoryStore;
import org.albumen.worker.fake.Messages;
import org.albumen.worker.fake.ScriptedGenerator;
import org.albumen.worker.fake.ScriptedRestorer;
import org.albumen.worker.fake.Settings;
import org.albumen.worker.guard.GuardedQueue;
import org.albumen.worker.guard.Guards;
import org.albumen.worker.job.JobHandler;
import org.albumen.worker.job.JobHandlers;
import org.albumen.worker.job.JobListener;
import org.albumen.worker.job.JobSettings;
import org.albumen.worker.metrics.Metric;
import org.albumen.worker.metrics.WorkerMetrics;
import org.albumen.worker.task.Tools;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LaneTest {
  private static final Duration LOCK = Duration.ofMillis(60);

  @TempDir Path scratch;
  private final FakeQueue queue = new FakeQueue();
  private final MemoryStore store = new MemoryStore().bucket("results");
  private final ScriptedRestorer restorer = new ScriptedRestorer();
  private final MemoryAnnouncer announcer = new MemoryAnnouncer();
  private final MemoryLedger ledger = new MemoryLedger();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final AtomicBoolean kafkaAnswers = new AtomicBoolean(true);
  private final WorkerMetrics metrics = new WorkerMetrics(registry);
  private Guards guards;
  private JobHandler handler;
  private Lanes lanes;

  @BeforeEach
  void start() {
    guards =
        Guards.of(
            Settings.worker(
                "breaker.window=1",
                "breaker.least-calls=1",
                "breaker.open-for=20ms",
                "breaker.longest-open=20ms"),
            store::ping,
            this::askKafka,
            metrics);
    handler =
        new JobHandlers(
                RecipeBook.builtIn(),
                new Tools(store, restorer, new ScriptedGenerator(), guards.limits(), metrics, 1000),
                new JobSettings("me", scratch, 5, 10, 1 << 16, Boundary.ANY_BUCKET),
                guards.retries(),
                JobListener.NONE)
            .handler(announcer, ledger, Cancellations.NONE, Optional.empty());
    lanes =
        Lanes.start(
            1,
            lane -> new GuardedQueue(lane, queue, guards, metrics),
            handler,
            LOCK,
            guards.retries().pause(),
            metrics);
  }

  @AfterEach
  void close() {
    restorer.unblock();
    lanes.close();
    guards.close();
    assertThat(queue.closed).hasValue(queue.opened.get());
    assertThat(lanes.healthy()).isFalse();
    assertThat(lanes.serving()).isZero();
  }

  @Test
  void jobsAreAcceptedOneAfterTheOther() throws Exception {
    // Given
    submit("one", "two", "three");
    // Then
    Eventually.until("three jobs end", () -> queue.log.size() == 3);
    assertThat(queue.log).containsOnly("accept");
    assertThat(announcer.events()).hasSize(3);
    assertThat(queue.opened).hasValue(1);
    assertThat(lanes.healthy()).isTrue();
    assertThat(lanes.taking()).isTrue();
  }

  @Test
  void theLockIsRenewedWhileAJobRuns() throws Exception {
    // Given
    submit("block");
    // When
    Eventually.until("three renewals", () -> queue.renewals.get() >= 3);
    restorer.unblock();
    // Then
    Eventually.until("the job ends", () -> queue.log.contains("accept"));
    assertThat(restorer.calls()).isEqualTo(1);
    assertThat(registry.get(Metric.RENEWALS.id()).counter().count()).isGreaterThanOrEqualTo(3);
  }

  @Test
  void aLostLockEndsTheJobAndTheLaneGoesOnWithAnotherQueue() throws Exception {
    // Given
    submit("block");
    Eventually.until("the job runs", () -> restorer.waiting() == 1);
    // When
    queue.losing = true;
    Eventually.until("the job is interrupted", () -> restorer.interrupted() == 1);
    queue.losing = false;
    submit("next");
    // Then
    Eventually.until("the next job ends", () -> queue.log.contains("accept"));
    assertThat(queue.log).containsExactly("accept");
    assertThat(ledger.notes())
        .extracting(Attempt::ending)
        .containsExactly(Attempt.Ending.ABANDONED);
    assertThat(queue.opened).hasValue(2);
    assertThat(announcer.events()).hasSize(1);
    assertThat(announcer.buried()).isEmpty();
    assertThat(registry.get(Metric.ABANDONED.id()).counter().count()).isEqualTo(1);
  }

  @Test
  void aLaneWhoseJobIgnoresItsInterruptTakesNoOtherUntilItHasEnded() throws Exception {
    // Given
    submit("deaf");
    Eventually.until("the job runs", () -> restorer.waiting() == 1);
    // When
    queue.losing = true;
    submit("next");
    Eventually.until("the job is interrupted", () -> restorer.interrupted() == 1);
    queue.losing = false;
    Eventually.until("the queue is closed", () -> queue.closed.get() == 1);
    // Then
    Eventually.until("the lane serves nothing", () -> lanes.serving() == 0);
    assertThat(lanes.taking()).isFalse();
    assertThat(lanes.healthy()).isTrue();
    assertThat(queue.waiting).hasSize(1);
    // And
    restorer.unblock();
    Eventually.until("the next job ends", () -> queue.log.contains("accept"));
    assertThat(queue.opened).hasValue(2);
  }

  @Test
  void anAcceptanceThatFailsCostsTheQueueNotTheLane() throws Exception {
    // Given
    queue.losing = true;
    submit("one");
    Eventually.until("the queue is closed", () -> queue.closed.get() == 1);
    // When
    queue.losing = false;
    submit("two");
    // Then
    Eventually.until("the second job ends", () -> queue.log.contains("accept"));
    assertThat(queue.opened).hasValue(2);
  }

  @Test
  void aQueueThatCannotBePolledOrOpenedIsOpenedUntilItCan() throws Exception {
    // Given
    queue.failingPolls.set(1);
    queue.failingOpens.set(1);
    Eventually.until("the queue is opened again", () -> queue.opened.get() == 2);
    // When
    submit("text");
    // Then
    Eventually.until("the job ends", () -> queue.log.contains("accept"));
    assertThat(queue.opened).hasValue(2);
    assertThat(lanes.healthy()).isTrue();
  }

  @Test
  void aPausedLaneLeavesItsQueueButEndsTheJobThatItHolds() throws Exception {
    // Given
    submit("block");
    Eventually.until("the job runs", () -> restorer.waiting() == 1);
    // When
    kafkaGoesAway();
    submit("next");
    int renewals = queue.renewals.get();
    Eventually.until("it is held on", () -> queue.renewals.get() > renewals + 2);
    assertThat(queue.closed).hasValue(0);
    restorer.unblock();
    // Then
    Eventually.until("the lane is paused", () -> gauge(Metric.PAUSED) == 1);
    assertThat(queue.log).containsExactly("accept");
    assertThat(queue.closed).hasValue(1);
    assertThat(queue.opened).hasValue(1);
    assertThat(queue.waiting).hasSize(1);
    assertThat(gauge(Metric.LANES)).isZero();
    assertThat(lanes.healthy()).isTrue();
    // And
    kafkaAnswers.set(true);
    Eventually.until("the next job ends", () -> queue.log.size() == 2);
    assertThat(queue.opened).hasValue(2);
    assertThat(gauge(Metric.PAUSED)).isZero();
    assertThat(registry.get(Metric.PAUSES.id()).counter().count()).isEqualTo(1);
  }

  @Test
  void aPausedLaneWhoseQueueCannotBeOpenedGoesOnTrying() throws Exception {
    // Given
    kafkaGoesAway();
    Eventually.until("the lane is paused", () -> gauge(Metric.PAUSED) == 1);
    queue.failingOpens.set(2);
    // When
    kafkaAnswers.set(true);
    submit("text");
    // Then
    Eventually.until("the job ends", () -> queue.log.contains("accept"));
    assertThat(gauge(Metric.PAUSED)).isZero();
    assertThat(queue.opened).hasValue(2);
  }

  @Test
  void aPausedLaneCanBeDrained() throws Exception {
    // Given
    kafkaGoesAway();
    Eventually.until("the lane is paused", () -> gauge(Metric.PAUSED) == 1);
    // When
    lanes.drain(Duration.ofMinutes(1));
    // Then
    assertThat(lanes.serving()).isZero();
    assertThat(gauge(Metric.PAUSED)).isZero();
  }

  @Test
  void aLostLockMakesTheWorkerAskForKafkaSoThatItPauses() throws Exception {
    // Given
    submit("block");
    Eventually.until("the job runs", () -> restorer.waiting() == 1);
    // When
    kafkaAnswers.set(false);
    queue.losing = true;
    // Then
    Eventually.until("the lane is paused", () -> gauge(Metric.PAUSED) == 1);
    assertThat(guards.kafka().closed()).isFalse();
    assertThat(lanes.healthy()).isTrue();
  }

  /** As an announcement would find. */
  private void kafkaGoesAway() {
    kafkaAnswers.set(false);
    assertThatThrownBy(
            () ->
                guards
                    .kafka()
                    .call(
                        () -> {
                          askKafka();
                          return "an answer";
                        }))
        .isInstanceOf(AlbumenException.class);
    assertThat(guards.clear()).isFalse();
  }

  private void askKafka() throws AlbumenException {
    if (!kafkaAnswers.get()) {
      throw new AlbumenException(FailureCode.KAFKA_UNAVAILABLE, "the broker is off");
    }
  }

  private double gauge(Metric metric) {
    return registry.get(metric.id()).gauge().value();
  }

  @Test
  void aDrainWithTimeLeftEndsTheJobAndTakesNoOther() throws Exception {
    // Given
    submit("block");
    Eventually.until("the job runs", () -> restorer.waiting() == 1);
    Thread drain = new Thread(() -> lanes.drain(Duration.ofMinutes(1)));
    // When
    drain.start();
    Eventually.until("readiness ends", () -> !lanes.taking());
    submit("late");
    restorer.unblock();
    drain.join();
    // Then
    assertThat(queue.log).containsExactly("accept");
    assertThat(queue.waiting).hasSize(1);
  }

  @Test
  void aDrainWithoutTimeGivesTheJobBack() throws Exception {
    // Given
    submit("block");
    Eventually.until("the job runs", () -> restorer.waiting() == 1);
    // When
    lanes.drain(Duration.ZERO);
    // Then
    assertThat(queue.log).containsExactly("release");
    assertThat(ledger.notes())
        .singleElement()
        .satisfies(
            note -> {
              assertThat(note.ending()).isEqualTo(Attempt.Ending.DRAINED);
              assertThat(note.worker()).isEqualTo("me");
            });
    assertThat(restorer.interrupted()).isEqualTo(1);
    assertThat(announcer.events()).isEmpty();
    assertThat(announcer.buried()).isEmpty();
    assertThat(scratch).isEmptyDirectory();
    assertThat(registry.get(Metric.RELEASED.id()).tag("code", "").counter().count()).isEqualTo(1);
  }

  @Test
  void aDrainIsNoticedLongBeforeTheNextRenewal() throws Exception {
    // Given a lane whose lock is renewed only in minutes
    Lanes patient =
        Lanes.start(1, queue, handler, Duration.ofMinutes(15), guards.retries().pause(), metrics);
    lanes.close();
    try (patient) {
      submit("block");
      Eventually.until("the job runs", () -> restorer.waiting() == 1);
      // When, Then it does not take those minutes
      patient.drain(Duration.ZERO);
      assertThat(queue.log).containsExactly("release");
    }
  }

  private void submit(String... texts) {
    for (String text : texts) {
      queue.waiting.add(Messages.message(Messages.job(store.with("scans", text + ".jpg", text))));
    }
  }
}
