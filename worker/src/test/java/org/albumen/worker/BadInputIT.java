package org.albumen.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.albumen.common.codec.CloudEventCodec;
import org.albumen.common.config.AlbumenConfig;
import org.albumen.common.config.KafkaClients;
import org.albumen.common.event.JobFailed;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.Job;
import org.albumen.common.job.ObjectSource;
import org.albumen.common.job.Target;
import org.albumen.common.topic.TopicSetup;
import org.albumen.common.topic.Topics;
import org.albumen.worker.fake.Eventually;
import org.albumen.worker.fake.ScriptedRestorer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class BadInputIT {
  private static final String BATCH = "batch";

  @TempDir Path folder;
  private final ScriptedRestorer restorer = new ScriptedRestorer();
  private final List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
  private final Map<String, FailureCode> expected = new HashMap<>();

  @Test
  void everyBadInputFailsWithItsOwnCodeAndTheGoodOnesSucceed() throws Exception {
    try (Fleet fleet = new Fleet(folder, "bad");
        Worker worker = fleet.start("anna", restorer)) {
      // Given
      for (int i = 0; i < 3; i++) {
        good(fleet, "good-" + i + ".jpg");
        bad(fleet, "poem-" + i + ".jpg", "fail NOT_AN_IMAGE " + (i + 9), FailureCode.NOT_AN_IMAGE);
      }
      bad(fleet, "crash.jpg", "crash", FailureCode.UNEXPECTED);
      bad(fleet, "large.jpg", "x".repeat(1001), FailureCode.SOURCE_TOO_LARGE);
      changed(fleet);
      add(of(fleet.upload("recipe.jpg", "r"), "sepia@9"), FailureCode.UNKNOWN_RECIPE);
      add(of(ObjectSource.of("scans", "missing.jpg"), "photo@1"), FailureCode.SOURCE_NOT_FOUND);
      add(of(tagged("scans", "gone.jpg"), "photo@1"), FailureCode.SOURCE_NOT_FOUND);
      add(of(tagged("no-such-bucket", "b.jpg"), "photo@1"), FailureCode.BUCKET_NOT_FOUND);
      add(late(fleet), FailureCode.DEADLINE_PASSED);
      add(nowhere(fleet), FailureCode.BUCKET_NOT_FOUND);
      raw("{\"id\": 7", FailureCode.MALFORMED_JOB);
      raw("", FailureCode.MALFORMED_JOB);
      raw("\u0000\u0001", FailureCode.MALFORMED_JOB);
      good(fleet, "good-last.jpg");
      // When
      fleet.submitRaw(onTopic(fleet));
      Eventually.until(
          "every job ends",
          () -> fleet.read(Topics.EVENTS).size() >= records.size() && fleet.lag() == 0);
      // Then
      assertThat(fleet.read(Topics.EVENTS)).hasSize(records.size());
      assertThat(fleet.events(BATCH).stream().filter(e -> !(e instanceof JobFailed))).hasSize(4);
      List<ConsumerRecord<byte[], byte[]>> letters = fleet.read(Topics.DEAD_LETTERS);
      Map<String, FailureCode> found = new HashMap<>();
      letters.forEach(
          l -> found.put(text(l.value()), FailureCode.valueOf(header(l, "albumen-code"))));
      assertThat(found).containsExactlyInAnyOrderEntriesOf(expected);
      assertThat(letters).hasSize(expected.size());
      assertThat(fleet.failures(BATCH))
          .extracting(JobFailed::code)
          .containsExactlyInAnyOrderElementsOf(
              expected.values().stream().filter(c -> c != FailureCode.MALFORMED_JOB).toList());
      assertThat(fleet.failures("unknown"))
          .hasSize(3)
          .allSatisfy(e -> assertThat(e.code()).isEqualTo(FailureCode.MALFORMED_JOB));
      assertThat(fleet.http(worker, "/health/live").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aTransientFailureIsTriedAgainAndAtLastBuried() throws Exception {
    try (Fleet fleet = new Fleet(folder, "transient");
        Worker worker = fleet.start("anna", restorer)) {
      // Given
      String passing = "fail ENGINE_FAILED 4";
      String lasting = "fail ENGINE_FAILED";
      good(fleet, "good.jpg");
      records.add(record(of(fleet.upload("passing.jpg", passing), "photo@1")));
      bad(fleet, "lasting.jpg", lasting, FailureCode.ENGINE_FAILED);
      // When
      fleet.submitRaw(onTopic(fleet));
      Eventually.until("every job ends", () -> fleet.events(BATCH).size() == 3);
      // Then four deliveries of three tries each, the last of them alone
      assertThat(restorer.calls(lasting)).isEqualTo(12);
      assertThat(restorer.calls(passing)).isEqualTo(5);
      assertThat(fleet.failures(BATCH))
          .singleElement()
          .satisfies(
              e -> {
                assertThat(e.code()).isEqualTo(FailureCode.ENGINE_FAILED);
                assertThat(e.attempts()).isEqualTo(4);
                assertThat(e.worker()).isEqualTo(worker.name());
              });
      assertThat(fleet.read(Topics.DEAD_LETTERS))
          .singleElement()
          .satisfies(l -> assertThat(expected).contains(entry(text(l.value()), code(l))));
      assertThat(fleet.http(worker, "/metrics").body())
          .contains("albumen_jobs_released_total{code=\"ENGINE_FAILED\"} 4.0");
    }
  }

  @Test
  void aJobThatNobodyHasAnsweredForRunsAlone() throws Exception {
    try (Fleet fleet = new Fleet(folder, "poison")) {
      // Given three deliveries that ended without a word
      fleet.submit(List.of(Fleet.job(BATCH, fleet.upload("poison.jpg", "innocent"))));
      release(fleet, 3);
      // When
      try (Worker worker = fleet.start("anna", restorer)) {
        Eventually.until("the job ends", () -> fleet.events(BATCH).size() == 1);
        // Then
        assertThat(fleet.events(BATCH)).extracting("attempts").containsExactly(4);
        assertThat(fleet.failures(BATCH)).isEmpty();
        assertThat(fleet.http(worker, "/metrics").body())
            .contains("albumen_jobs_isolated_total 1.0");
        Eventually.until("nothing is left", () -> fleet.lag() == 0);
      }
    }
  }

  private static void release(Fleet fleet, int times) throws Exception {
    AlbumenConfig config = fleet.config("nobody");
    KafkaClients clients = new KafkaClients(config.kafka());
    try (Admin admin = clients.admin()) {
      new TopicSetup(admin).shareGroup(config.kafka().group(), 2000, 4);
    }
    try (KafkaShareConsumer<byte[], byte[]> consumer = clients.shareConsumer("nobody")) {
      consumer.subscribe(List.of(fleet.topic()));
      int[] released = {0};
      Eventually.until(
          "the releases",
          () -> {
            consumer
                .poll(Duration.ofSeconds(1))
                .forEach(
                    record -> {
                      consumer.acknowledge(record, AcknowledgeType.RELEASE);
                      released[0]++;
                    });
            consumer.commitSync();
            return released[0] == times;
          });
    }
  }

  private void good(Fleet fleet, String key) throws Exception {
    records.add(record(of(fleet.upload(key, "good " + key), "photo@1")));
  }

  private void bad(Fleet fleet, String key, String text, FailureCode code) throws Exception {
    add(of(fleet.upload(key, text), "photo@1"), code);
  }

  private void changed(Fleet fleet) throws Exception {
    ObjectSource before = fleet.upload("changed.jpg", "before");
    fleet.lay("changed.jpg", "afterwards");
    add(of(before, "photo@1"), FailureCode.SOURCE_CHANGED);
  }

  private static Job late(Fleet fleet) throws Exception {
    ObjectSource source = fleet.upload("late.jpg", "late");
    return new Job("late", BATCH, source, "photo@1", Fleet.TARGET, Instant.now(), Instant.EPOCH);
  }

  private static Job nowhere(Fleet fleet) throws Exception {
    ObjectSource source = fleet.upload("nowhere.jpg", "nowhere");
    Target target = new Target("no-such-target", "");
    return new Job("nowhere", BATCH, source, "photo@1", target, Instant.now(), null);
  }

  private static ObjectSource tagged(String bucket, String key) {
    return new ObjectSource(bucket, key, null, "d41d8cd98f00b204e9800998ecf8427e", 3L, null);
  }

  private static Job of(ObjectSource source, String recipe) {
    return Job.of(BATCH, source, recipe, Fleet.TARGET, Instant.now());
  }

  private void add(Job job, FailureCode code) {
    ProducerRecord<byte[], byte[]> record = record(job);
    records.add(record);
    expected.put(text(record.value()), code);
  }

  private void raw(String text, FailureCode code) {
    records.add(new ProducerRecord<>("any", ScriptedRestorer.utf8(text)));
    expected.put(text, code);
  }

  private static ProducerRecord<byte[], byte[]> record(Job job) {
    return CloudEventCodec.job("any", job, null);
  }

  private List<ProducerRecord<byte[], byte[]>> onTopic(Fleet fleet) {
    return records.stream()
        .map(r -> new ProducerRecord<>(fleet.topic(), null, r.key(), r.value(), r.headers()))
        .toList();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static FailureCode code(ConsumerRecord<byte[], byte[]> letter) {
    return FailureCode.valueOf(header(letter, "albumen-code"));
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return text(record.headers().lastHeader(name).value());
  }
}
