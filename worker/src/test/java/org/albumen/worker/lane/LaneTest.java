package org.albumen.worker.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import org.albumen.common.recipe.RecipeBook;
import org.albumen.common.store.Boundary;
import org.albumen.worker.fake.Eventually;
import org.albumen.worker.fake.MemoryAnnouncer;
import org.albumen.worker.fake.MemoryStore;
import org.albumen.worker.fake.Messages;
import org.albumen.worker.fake.ScriptedGenerator;
import org.albumen.worker.fake.ScriptedRestorer;
import org.albumen.worker.job.JobHandler;
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
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private Lanes lanes;

  @BeforeEach
  void start() {
    WorkerMetrics metrics = new WorkerMetrics(registry);
    JobHandler handler =
        new JobHandler(
            RecipeBook.builtIn(),
            new Tools(store, restorer, new ScriptedGenerator(), metrics, 1000),
            announcer,
            new JobSettings("me", scratch, 5, 1 << 16, Boundary.ANY_BUCKET),
            JobListener.NONE);
    lanes = Lanes.start(1, queue, handler, LOCK, metrics);
  }

  @AfterEach
  void close() {
    restorer.unblock();
    lanes.close();
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
    assertThat(restorer.interrupted()).isEqualTo(1);
    assertThat(announcer.events()).isEmpty();
    assertThat(announcer.buried()).isEmpty();
    assertThat(scratch).isEmptyDirectory();
    assertThat(registry.get(Metric.RELEASED.id()).tag("code", "").counter().count()).isEqualTo(1);
  }

  private void submit(String... texts) {
    for (String text : texts) {
      queue.waiting.add(Messages.message(Messages.job(store.with("scans", text + ".jpg", text))));
    }
  }
}
