package org.albumen.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.albumen.common.job.Job;
import org.albumen.common.topic.Topics;
import org.albumen.worker.fake.Eventually;
import org.albumen.worker.fake.ScriptedRestorer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Prints how many jobs a second lanes take through everything but networks: {@code mvn -pl worker
 * verify -Dtest=DrainTest -Dit.test=LaneRate}.
 */
class LaneRate {
  private static final int JOBS = 400;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"1, 1", "4, 1", "4, 4"})
  void jobsPerSecond(int lanes, int partitions) throws Exception {
    try (Fleet fleet = new Fleet(folder, "rate", partitions)) {
      List<Job> jobs = new ArrayList<>();
      for (int i = 0; i < JOBS; i++) {
        jobs.add(Fleet.job("batch", fleet.upload(i + ".jpg", "photograph " + i)));
      }
      fleet.submit(jobs);
      try (Worker worker = fleet.start("anna", new ScriptedRestorer(), "worker.lanes=" + lanes)) {
        Eventually.until("all jobs", () -> fleet.read(Topics.EVENTS).size() >= JOBS);
        assertThat(worker.name()).isEqualTo("anna");
      }
      long[] times =
          fleet.read(Topics.EVENTS).stream()
              .mapToLong(ConsumerRecord::timestamp)
              .sorted()
              .toArray();
      assertThat(times).hasSize(JOBS);
      // Between the deciles, so that neither joining nor running dry is counted.
      int tenth = JOBS / 10;
      double seconds = (times[JOBS - tenth] - times[tenth]) / 1000.0;
      System.out.printf(
          Locale.ROOT,
          "%d lanes on %d partitions: %.0f jobs/s%n",
          lanes,
          partitions,
          (JOBS - 2 * tenth) / seconds);
    }
  }
}
