package org.albumen.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.albumen.common.attempt.Attempt;
import org.albumen.common.attempt.History;
import org.albumen.common.codec.CloudEventCodec;
import org.albumen.common.digest.Digest;
import org.albumen.common.event.JobSucceeded;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.Job;
import org.albumen.common.job.ObjectRef;
import org.albumen.common.store.ObjectHead;
import org.albumen.common.topic.Topics;
import org.albumen.worker.fake.Eventually;
import org.albumen.worker.fake.ForgetfulStore;
import org.albumen.worker.fake.ScriptedRestorer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One job, several times at once: one result, one sidecar, events that show as duplicates. */
@Timeout(180)
class RacesIT {
  @TempDir Path folder;
  private final ScriptedRestorer restorer = new ScriptedRestorer();

  @Test
  void twoWorkersThatMakeTheSameResultAtTheSameTimeWriteItOnce() throws Exception {
    ScriptedRestorer other = new ScriptedRestorer();
    try (Fleet fleet = new Fleet(folder, "same", 1);
        Worker anna = fleet.start("anna", restorer, "worker.lanes=1");
        Worker bert = fleet.start("bert", other, "worker.lanes=1")) {
      // Given a job that was published twice, in progress at both workers
      Job job = Fleet.job("batch", fleet.upload("a.jpg", "block"));
      while (restorer.waiting() + other.waiting() < 2) {
        fleet.submit(List.of(job));
        Eventually.until("it runs", () -> restorer.waiting() + other.waiting() > 0);
        Thread.sleep(500);
      }
      assertThat(restorer.waiting()).isEqualTo(1);
      assertThat(other.waiting()).isEqualTo(1);
      // When
      restorer.unblock();
      other.unblock();
      Eventually.until("nothing is left", () -> fleet.lag() == 0);
      // Then
      assertOneResult(fleet, job);
      assertThat(fleet.events("batch")).extracting("worker").contains("anna", "bert");
      assertThat(anna.name()).isNotEqualTo(bert.name());
    }
  }

  @Test
  void aFinishedJobThatIsReplayedIsFoundNotMade() throws Exception {
    try (Fleet fleet = new Fleet(folder, "replayed");
        Worker worker = fleet.start("anna", restorer)) {
      // Given
      Job job = Fleet.job("batch", fleet.upload("a.jpg", "text"));
      fleet.submit(List.of(job));
      Eventually.until("the event", () -> fleet.events("batch").size() == 1);
      // When
      ProducerRecord<byte[], byte[]> again = CloudEventCodec.job(fleet.topic(), job, null);
      new History(
              List.of(Attempt.failed("w", FailureCode.ENGINE_FAILED, "as it was", Instant.EPOCH)))
          .writeTo(again.headers());
      fleet.submitRaw(List.of(again));
      Eventually.until("the second event", () -> fleet.events("batch").size() == 2);
      // Then
      assertOneResult(fleet, job);
      assertThat(restorer.calls()).isEqualTo(1);
      assertThat(fleet.events("batch"))
          .extracting("reused", "attempts", "worker")
          .containsExactly(tuple(false, 1, worker.name()), tuple(true, 2, worker.name()));
    }
  }

  @Test
  void writesWhoseAnswersAreLostAreNotMadeTwice() throws Exception {
    try (Fleet fleet = new Fleet(folder, "answers");
        ForgetfulStore store = new ForgetfulStore(fleet.openStore(), 2);
        Worker worker = fleet.start("anna", restorer, store)) {
      // Given a store whose answers to the first two writes never come
      Job job = Fleet.job("batch", fleet.upload("a.jpg", "text"));
      // When
      fleet.submit(List.of(job));
      Eventually.until("the event", () -> !fleet.events("batch").isEmpty());
      // Then
      assertOneResult(fleet, job);
      assertThat(store.forgotten()).isEqualTo(2);
      assertThat(fleet.read(Topics.DEAD_LETTERS)).isEmpty();
      assertThat(fleet.http(worker, "/health/live").statusCode()).isEqualTo(200);
    }
  }

  /** One image, one sidecar that describes it, and events of one id. */
  private static void assertOneResult(Fleet fleet, Job job) throws Exception {
    Set<String> keys = new HashSet<>();
    try (Stream<ObjectHead> listed = fleet.store().list("results", "")) {
      listed.map(head -> head.ref().key()).forEach(keys::add);
    }
    assertThat(fleet.events("batch"))
        .isNotEmpty()
        .allSatisfy(
            event -> {
              assertThat(event.id()).isEqualTo(job.id() + ":succeeded");
              assertThat(event)
                  .isInstanceOfSatisfying(
                      JobSucceeded.class,
                      succeeded ->
                          assertThat(keys)
                              .containsExactlyInAnyOrder(
                                  succeeded.result().key(), succeeded.sidecar().key()));
            });
    JobSucceeded first = (JobSucceeded) fleet.events("batch").get(0);
    ObjectRef image = new ObjectRef(first.result().bucket(), first.result().key());
    byte[] bytes = fleet.store().read(image, 1000).orElseThrow();
    assertThat(Digest.ofBytes(bytes)).isEqualTo(first.result().sha256());
  }
}
