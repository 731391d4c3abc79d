package org.albumen.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.albumen.common.event.JobEvent;
import org.albumen.common.job.Job;
import org.albumen.common.topic.Topics;
import org.albumen.worker.fake.Eventually;
import org.albumen.worker.fake.ScriptedRestorer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class OutageIT {
  @TempDir Path folder;
  private final ScriptedRestorer restorer = new ScriptedRestorer();

  @Test
  void aWorkerThatIsKilledInMidJobLosesNothing() throws Exception {
    try (Fleet fleet = new Fleet(folder, "killed")) {
      // Given a worker in a process of its own that holds a job
      fleet.submit(List.of(Fleet.job("batch", fleet.upload("a.jpg", "block"))));
      Process doomed = Forked.worker(fleet, "doomed");
      try (BufferedReader said = doomed.inputReader(UTF_8)) {
        assertThat(said.lines().anyMatch(DoomedWorker.RUNNING::equals)).isTrue();
      } finally {
        // When
        doomed.destroyForcibly().waitFor();
      }
      restorer.unblock();
      try (Worker anna = fleet.start("anna", restorer)) {
        // Then
        Eventually.until("the event", () -> fleet.events("batch").size() == 1);
        assertThat(fleet.events("batch")).extracting("worker").containsExactly(anna.name());
        assertThat(fleet.events("batch")).extracting("attempts").containsExactly(2);
        Eventually.until("nothing is left", () -> fleet.lag() == 0);
      }
    }
  }

  @Test
  void aBrokerThatIsRestartedUnderLoadCostsNoJob() throws Exception {
    try (Fleet fleet = new Fleet(folder, "restart");
        Worker worker = fleet.start("anna", restorer)) {
      // Given jobs in progress, jobs done and jobs waiting
      List<Job> jobs = jobs(fleet, 30);
      fleet.submit(jobs);
      Eventually.until("some are done", () -> fleet.events("batch").size() >= 5);
      // When
      fleet.stopKafka();
      fleet.startKafka();
      // Then
      Eventually.until("every job ends", () -> ids(fleet).size() == jobs.size());
      Eventually.until("nothing is left", () -> fleet.lag() == 0);
      assertThat(fleet.failures("batch")).isEmpty();
      assertThat(fleet.http(worker, "/health/live").statusCode()).isEqualTo(200);
      // And a job that was held across the restart is no trouble to those after it
      fleet.submit(List.of(Fleet.job("batch", fleet.upload("late.jpg", "late"))));
      Eventually.until("the late job ends", () -> ids(fleet).size() == jobs.size() + 1);
    }
  }

  @Test
  void aJobHeldWhileTheBrokerIsAwayIsDoneOnceTheBrokerIsBack() throws Exception {
    try (Fleet fleet = new Fleet(folder, "held");
        Worker worker = fleet.start("anna", restorer)) {
      // Given
      fleet.submit(List.of(Fleet.job("batch", fleet.upload("a.jpg", "block"))));
      Eventually.until("the job runs", () -> restorer.waiting() == 1);
      // When
      fleet.stopKafka();
      restorer.unblock();
      Thread.sleep(3000);
      fleet.startKafka();
      // Then
      Eventually.until("the event", () -> ids(fleet).size() == 1);
      Eventually.until("nothing is left", () -> fleet.lag() == 0);
      assertThat(fleet.failures("batch")).isEmpty();
      assertThat(fleet.http(worker, "/health/live").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aStoreThatIsAwayForAWhileCostsNoDelivery() throws Exception {
    try (Fleet fleet = new Fleet(folder, "store");
        Worker worker = fleet.start("anna", restorer, "s3.max-attempts=1")) {
      // Given
      List<Job> jobs = jobs(fleet, 10);
      fleet.gate().shut();
      // When the outage is longer than a job's retries
      fleet.submit(jobs);
      Thread.sleep(6000);
      assertThat(fleet.events("batch")).isEmpty();
      fleet.gate().open();
      // Then
      Eventually.until("every job ends", () -> ids(fleet).size() == jobs.size());
      assertThat(fleet.events("batch")).hasSize(10).extracting("attempts").containsOnly(1);
      assertThat(fleet.read(Topics.DEAD_LETTERS)).isEmpty();
      assertThat(fleet.http(worker, "/health/ready").statusCode()).isEqualTo(200);
    }
  }

  private static Set<String> ids(Fleet fleet) throws Exception {
    Set<String> ids = new TreeSet<>();
    for (JobEvent event : fleet.events("batch")) {
      ids.add(event.id());
    }
    return ids;
  }

  private static List<Job> jobs(Fleet fleet, int count) throws Exception {
    List<Job> jobs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      jobs.add(Fleet.job("batch", fleet.upload(i + ".jpg", "photograph " + i)));
    }
    return jobs;
  }
}
