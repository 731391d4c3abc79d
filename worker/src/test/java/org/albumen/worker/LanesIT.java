package org.albumen.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.albumen.common.codec.CloudEventCodec;
import org.albumen.common.event.JobEvent;
import org.albumen.common.event.JobSucceeded;
import org.albumen.common.job.Job;
import org.albumen.common.job.Lane;
import org.albumen.common.job.ObjectSource;
import org.albumen.common.topic.Topics;
import org.albumen.worker.fake.Eventually;
import org.albumen.worker.fake.ScriptedRestorer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class LanesIT {
  private static final int MANY = 100_000;

  @TempDir Path folder;
  private final ScriptedRestorer restorer = new ScriptedRestorer();

  @Test
  void anInteractiveJobBehindAHundredThousandBulkJobsWaitsForNoneOfThem() throws Exception {
    try (Fleet fleet = new Fleet(folder, "lanes", 1)) {
      // Given a queue of bulk jobs, and every bulk lane at work on its first
      fleet.submit(bulk(fleet.upload("bulk.jpg", "block"), MANY));
      try (Worker worker = fleet.start("anna", restorer)) {
        Eventually.until("both bulk lanes work", () -> restorer.waiting() == 2);
        // When
        Job urgent = Fleet.job("urgent", fleet.upload("urgent.jpg", "somebody waits"));
        fleet.submitRaw(List.of(record("lanes", urgent)));
        Eventually.until("it ends", () -> fleet.events("urgent").size() == 1);
        // Then no bulk job has ended meanwhile, and its lane took none when it was free again
        assertThat(fleet.events("urgent")).singleElement().isInstanceOf(JobSucceeded.class);
        assertThat(fleet.events("bulk")).isEmpty();
        assertThat(restorer.waiting()).isEqualTo(2);
        assertThat(fleet.http(worker, "/metrics").body())
            .contains("albumen_jobs_waited_seconds_count{lane=\"interactive\"} 1")
            .contains("albumen_jobs_waited_seconds_count{lane=\"bulk\"} 2");
        // And bulk jobs go on
        restorer.unblock();
        Eventually.until("two bulk jobs end", () -> fleet.events("bulk").size() >= 2);
      }
    }
  }

  @Test
  void aWorkerWithoutInteractiveLanesLeavesInteractiveJobsAlone() throws Exception {
    try (Fleet fleet = new Fleet(folder, "bulk-only", 1);
        Worker anna = fleet.start("anna", restorer, "worker.interactive-lanes=0")) {
      // Given
      Job urgent = Fleet.job("urgent", fleet.upload("urgent.jpg", "somebody waits"));
      fleet.submitRaw(List.of(record("bulk-only", urgent)));
      // When
      fleet.submit(bulk(fleet.upload("bulk.jpg", "nobody waits"), 20));
      Eventually.until("the bulk jobs end", () -> fleet.events("bulk").size() == 20);
      // Then
      assertThat(fleet.events("urgent")).isEmpty();
      assertThat(fleet.http(anna, "/metrics").body()).contains("albumen_lanes 2.0");
      // And another worker takes it
      try (Worker bert = fleet.start("bert", restorer)) {
        Eventually.until("it ends", () -> fleet.events("urgent").size() == 1);
        assertThat(workers(fleet.events("urgent"))).containsExactly(bert.name());
      }
    }
  }

  @Test
  void anInteractiveJobThatIsGivenBackStaysInItsLaneAndIsBuriedFromThere() throws Exception {
    try (Fleet fleet = new Fleet(folder, "back", 1);
        Worker anna =
            fleet.start("anna", restorer, "worker.retry.attempts=1", "worker.max-deliveries=2")) {
      // Given
      Job urgent = Fleet.job("urgent", fleet.upload("urgent.jpg", "fail ENGINE_FAILED"));
      // When
      fleet.submitRaw(List.of(record("back", urgent)));
      Eventually.until("it is buried", () -> fleet.failures("urgent").size() == 1);
      // Then
      assertThat(fleet.failures("urgent")).extracting("attempts").containsExactly(2);
      assertThat(fleet.read(Topics.DEAD_LETTERS))
          .singleElement()
          .satisfies(
              letter ->
                  assertThat(letter.headers().lastHeader("kafka_dlt-original-topic").value())
                      .asString()
                      .isEqualTo(Topics.jobs("back", Lane.INTERACTIVE)));
      assertThat(fleet.read(Topics.jobs("back"))).isEmpty();
      assertThat(anna.name()).isEqualTo("anna");
    }
  }

  private static List<Job> bulk(ObjectSource source, int count) {
    Instant now = Instant.now();
    return IntStream.range(0, count)
        .mapToObj(i -> new Job("bulk-" + i, "bulk", source, "photo@1", Fleet.TARGET, now, null))
        .toList();
  }

  private static ProducerRecord<byte[], byte[]> record(String pool, Job job) {
    return CloudEventCodec.job(Topics.jobs(pool, Lane.INTERACTIVE), job, null);
  }

  private static List<String> workers(List<JobEvent> events) {
    return events.stream().map(event -> ((JobSucceeded) event).worker()).toList();
  }
}
