package org.albumen.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.albumen.common.digest.Digest;
import org.albumen.common.event.JobEvent;
import org.albumen.common.event.JobSucceeded;
import org.albumen.common.job.Job;
import org.albumen.common.job.ObjectRef;
import org.albumen.common.job.SeedSource;
import org.albumen.common.topic.Topics;
import org.albumen.worker.fake.CountingStore;
import org.albumen.worker.fake.Eventually;
import org.albumen.worker.fake.ScriptedRestorer;
import org.albumen.worker.metrics.Metric;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class FleetIT {
  @TempDir Path folder;
  private final ScriptedRestorer restorer = new ScriptedRestorer();

  @Test
  void everyJobIsRestoredStoredAndAnnouncedAndASecondBatchOfTheSameDoesNothing() throws Exception {
    try (Fleet fleet = new Fleet(folder, "happy");
        Worker worker = fleet.start("anna", restorer)) {
      // Given
      List<Job> jobs = jobs(fleet, "first", 12);
      jobs.add(Fleet.job("first", fleet.lay("laid.jpg", "a file without a tag")));
      // When
      fleet.submit(jobs);
      Eventually.until("13 events", () -> fleet.events("first").size() == 13);
      // Then
      assertThat(ids(fleet.events("first"))).isEqualTo(succeeded(jobs));
      for (JobEvent event : fleet.events("first")) {
        assertResult(fleet, (JobSucceeded) event);
      }
      assertMetrics(fleet.http(worker, "/metrics").body());
      assertThat(fleet.http(worker, "/health/live").statusCode()).isEqualTo(200);
      assertThat(fleet.http(worker, "/health/ready").statusCode()).isEqualTo(200);

      // When
      fleet.submit(jobs(fleet, "second", 12));
      Eventually.until("12 more events", () -> fleet.events("second").size() == 12);
      // Then
      assertThat(restorer.calls()).isEqualTo(13);
      assertThat(fleet.events("second")).extracting("reused").containsOnly(true);
      assertThat(fleet.read(Topics.DEAD_LETTERS)).isEmpty();
      Eventually.until("nothing is left", () -> fleet.lag() == 0);
    }
  }

  @Test
  void twoWorkersShareABatchAndNoResultIsWrittenTwice() throws Exception {
    ScriptedRestorer other = new ScriptedRestorer();
    try (Fleet fleet = new Fleet(folder, "pair");
        CountingStore left = new CountingStore(fleet.openStore());
        CountingStore right = new CountingStore(fleet.openStore());
        Worker anna = fleet.start("anna", restorer, left);
        Worker bert = fleet.start("bert", other, right)) {
      // Given workers that have both joined: each has done a job
      List<Job> jobs = jobs(fleet, "batch", 40);
      // When
      fleet.submit(jobs);
      Eventually.until("40 events", () -> fleet.events("batch").size() >= 40);
      Eventually.until("nothing is left", () -> fleet.lag() == 0);
      // Then
      assertThat(ids(fleet.events("batch"))).isEqualTo(succeeded(jobs));
      assertThat(fleet.events("batch")).hasSize(40).extracting("reused").containsOnly(false);
      assertThat(fleet.events("batch")).extracting("worker").contains(anna.name(), bert.name());
      assertThat(restorer.calls() + other.calls()).isEqualTo(40);
      Set<ObjectRef> written = new HashSet<>(left.stored().keySet());
      assertThat(written).doesNotContainAnyElementsOf(right.stored().keySet());
      written.addAll(right.stored().keySet());
      assertThat(written).hasSize(80);
      assertThat(left.stored().values()).containsOnly(1);
      assertThat(right.stored().values()).containsOnly(1);
    }
  }

  @Test
  void seedsSubmittedTwiceToTwoWorkersGiveOneResultEach() throws Exception {
    try (Fleet fleet = new Fleet(folder, "seeds");
        CountingStore left = new CountingStore(fleet.openStore());
        CountingStore right = new CountingStore(fleet.openStore());
        Worker anna = fleet.start("anna", restorer, left);
        Worker bert = fleet.start("bert", restorer, right)) {
      // Given
      List<Job> first = seeds("first", 8);
      List<Job> second = seeds("second", 8);
      // When the batches are mixed, and one is published twice
      List<Job> all = new ArrayList<>(first);
      all.addAll(second);
      all.addAll(first);
      fleet.submit(all);
      Eventually.until("all ended", () -> fleet.events("first").size() == 16);
      Eventually.until("all ended", () -> fleet.events("second").size() == 8);
      // Then
      assertThat(ids(fleet.events("first"))).isEqualTo(succeeded(first));
      assertThat(ids(fleet.events("second"))).isEqualTo(succeeded(second));
      Set<ObjectRef> written = new HashSet<>(left.stored().keySet());
      assertThat(written).doesNotContainAnyElementsOf(right.stored().keySet());
      written.addAll(right.stored().keySet());
      assertThat(written).hasSize(16).allSatisfy(ref -> assertThat(ref.key()).contains("/seed000"));
      assertThat(left.stored().values()).allMatch(times -> times == 1);
      assertThat(right.stored().values()).allMatch(times -> times == 1);
      assertThat(fleet.http(anna, "/metrics").body() + fleet.http(bert, "/metrics").body())
          .contains("albumen_stage_seconds_count{stage=\"generate\"}")
          .doesNotContain("albumen_stage_seconds_count{stage=\"fetch\"}");
      assertThat(restorer.calls()).isZero();
    }
  }

  @Test
  void aJobLongerThanItsLockIsRenewedAndDoneOnce() throws Exception {
    try (Fleet fleet = new Fleet(folder, "long");
        Worker worker = fleet.start("anna", restorer, "worker.lock=1s");
        Worker idle = fleet.start("bert", restorer, "worker.lock=1s")) {
      // Given
      fleet.submit(List.of(Fleet.job("batch", fleet.upload("long.jpg", "block"))));
      // When it is held for two locks and more
      Eventually.until(
          "seven renewals", () -> renewals(fleet, worker) + renewals(fleet, idle) >= 7);
      restorer.unblock();
      Eventually.until("the event", () -> fleet.events("batch").size() == 1);
      // Then
      assertThat(restorer.calls()).isEqualTo(1);
      assertThat(fleet.events("batch")).extracting("attempts").containsExactly(1);
      Eventually.until("nothing is left", () -> fleet.lag() == 0);
    }
  }

  /** True of a partition that both lanes share; see RATIONALE.md on the number of partitions. */
  @Test
  void aLongJobHoldsUpNoOther() throws Exception {
    try (Fleet fleet = new Fleet(folder, "slow", Integer.getInteger("partitions", 1));
        Worker worker = fleet.start("anna", restorer)) {
      // Given
      fleet.submit(List.of(Fleet.job("slow", fleet.upload("slow.jpg", "block"))));
      Eventually.until("the long job runs", () -> restorer.waiting() == 1);
      // When
      fleet.submit(jobs(fleet, "fast", 20));
      // Then
      Eventually.until("the others end", () -> fleet.events("fast").size() == 20);
      assertThat(fleet.events("slow")).isEmpty();
      restorer.unblock();
      Eventually.until("the long job ends", () -> fleet.events("slow").size() == 1);
      assertThat(fleet.events("slow")).extracting("worker").containsExactly(worker.name());
    }
  }

  @Test
  void aDrainIsNotReadyFirstThenGivesBackWhatDoesNotEnd() throws Exception {
    try (Fleet fleet = new Fleet(folder, "drain");
        Worker anna = fleet.start("anna", restorer, "worker.grace=3s")) {
      // Given
      fleet.submit(List.of(Fleet.job("batch", fleet.upload("a.jpg", "block"))));
      Eventually.until("the job runs", () -> restorer.waiting() == 1);
      // When
      Thread drain = new Thread(anna::drain);
      drain.start();
      Eventually.until(
          "readiness ends", () -> fleet.http(anna, "/health/ready").statusCode() == 503);
      // Then the job is still held
      assertThat(restorer.interrupted()).isZero();
      // And when the grace is over it is given back, for another worker
      drain.join();
      assertThat(restorer.interrupted()).isEqualTo(1);
      restorer.unblock();
      try (Worker bert = fleet.start("bert", restorer)) {
        Eventually.until("the event", () -> fleet.events("batch").size() == 1);
        assertThat(fleet.events("batch")).extracting("worker").containsExactly(bert.name());
        assertThat(fleet.events("batch")).extracting("attempts").containsExactly(2);
      }
    }
  }

  private static double renewals(Fleet fleet, Worker worker) throws Exception {
    return fleet
        .http(worker, "/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith("albumen_lock_renewals_total"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' '))))
        .sum();
  }

  private static List<Job> jobs(Fleet fleet, String batch, int count) throws Exception {
    List<Job> jobs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      jobs.add(Fleet.job(batch, fleet.upload("box/" + i + ".jpg", "photograph " + i)));
    }
    return jobs;
  }

  private static List<Job> seeds(String batch, int count) {
    return LongStream.range(0, count)
        .mapToObj(
            seed ->
                Job.of(batch, new SeedSource(seed), "faces-progan@1", Fleet.TARGET, Instant.now()))
        .toList();
  }

  private static Set<String> ids(List<JobEvent> events) {
    Set<String> ids = new TreeSet<>();
    events.forEach(event -> ids.add(event.id()));
    return ids;
  }

  private static Set<String> succeeded(List<Job> jobs) {
    Set<String> ids = new TreeSet<>();
    jobs.forEach(job -> ids.add(job.id() + ":succeeded"));
    return ids;
  }

  private static void assertResult(Fleet fleet, JobSucceeded event) throws Exception {
    ObjectRef image = new ObjectRef(event.result().bucket(), event.result().key());
    byte[] bytes = fleet.store().read(image, 1000).orElseThrow();
    byte[] source = fleet.store().read((ObjectRef) event.source(), 1000).orElseThrow();
    assertThat(bytes)
        .isEqualTo(ScriptedRestorer.utf8(ScriptedRestorer.reversed(new String(source, UTF_8))));
    assertThat(event.result().sha256()).isEqualTo(Digest.ofBytes(bytes));
    byte[] sidecar = fleet.store().read(event.sidecar(), 10_000).orElseThrow();
    assertSidecar(new ObjectMapper().readTree(sidecar), event, Digest.ofBytes(source));
  }

  private static void assertSidecar(JsonNode sidecar, JobSucceeded event, String sourceSha256) {
    List<String> names = new ArrayList<>();
    sidecar.fieldNames().forEachRemaining(names::add);
    assertThat(names)
        .containsExactlyInAnyOrder(
            "schema",
            "fingerprint",
            "jobId",
            "batchId",
            "source",
            "sourceSha256",
            "sourceWidth",
            "sourceHeight",
            "sourceImage",
            "recipe",
            "result",
            "photograph",
            "faces",
            "consistency",
            "alteration",
            "networks",
            "timings",
            "software",
            "pipelineVersion",
            "worker",
            "createdAt");
    assertThat(sidecar.get("schema").textValue()).isEqualTo("org.albumen.sidecar.v1");
    assertThat(sidecar.get("fingerprint").textValue()).isEqualTo(event.fingerprint());
    assertThat(sidecar.get("sourceSha256").textValue()).isEqualTo(sourceSha256);
    assertThat(sidecar.at("/result/sha256").textValue()).isEqualTo(event.result().sha256());
    assertThat(sidecar.at("/result/width").intValue()).isEqualTo(8);
    assertThat(sidecar.at("/recipe/name").textValue()).isEqualTo("photo");
    assertThat(sidecar.at("/faces/0/landmarks/0/x").doubleValue()).isEqualTo(1);
    assertThat(sidecar.at("/networks/0/sha256").textValue()).hasSize(64);
    assertThat(sidecar.at("/timings/restoreMs").longValue()).isEqualTo(2);
    assertThat(sidecar.get("worker").textValue()).isEqualTo("anna");
  }

  private static void assertMetrics(String scrape) {
    for (Metric metric : Metric.values()) {
      assertThat(scrape).contains("\n" + metric.id().replace('.', '_'));
    }
    assertThat(scrape)
        .contains("albumen_jobs_total{code=\"\",outcome=\"succeeded\"} 13.0")
        .contains("albumen_lanes 3.0")
        .contains("albumen_jobs_active 0.0")
        .contains("albumen_stage_seconds_count{stage=\"restore\"} 13")
        .contains("kafka_producer_")
        .contains("kafka_consumer_")
        .contains("jvm_memory_used_bytes")
        .contains("process_cpu_usage");
  }
}
