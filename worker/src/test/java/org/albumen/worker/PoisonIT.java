package org.albumen.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.albumen.common.attempt.Attempt;
import org.albumen.common.attempt.Attempt.Ending;
import org.albumen.common.attempt.History;
import org.albumen.common.event.JobEvent;
import org.albumen.common.event.JobFailed;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.Job;
import org.albumen.common.topic.Topics;
import org.albumen.worker.fake.Eventually;
import org.albumen.worker.fake.ScriptedRestorer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A photograph that kills every worker which touches it must not take the fleet down. */
@Timeout(300)
class PoisonIT {
  private static final int INNOCENT = 8;

  @TempDir Path folder;

  @Test
  void whatKillsWorkersIsRunAloneAndThenNeverAgainWhileTheOthersAreDone() throws Exception {
    try (Fleet fleet = new Fleet(folder, "poison", 1)) {
      // Given photographs, one of which ends the process that opens it
      List<Job> jobs = new ArrayList<>();
      for (int i = 0; i < INNOCENT; i++) {
        jobs.add(Fleet.job("batch", fleet.upload(i + ".jpg", "innocent " + i)));
      }
      Job poison = Fleet.job("batch", fleet.upload("poison.jpg", "die"));
      jobs.add(INNOCENT / 2, poison);
      fleet.submit(jobs);
      // When workers are started again as often as they die
      int deaths = 0;
      while (ids(fleet).size() < jobs.size()) {
        Process worker = Forked.worker(fleet, "doomed-" + deaths);
        try {
          Eventually.until(
              "it has died, or all is done",
              () -> !worker.isAlive() || ids(fleet).size() == jobs.size());
          deaths += worker.isAlive() ? 0 : 1;
        } finally {
          worker.destroyForcibly().waitFor();
        }
      }
      // Then it took three, the last of which ran it alone
      assertThat(deaths).isEqualTo(3);
      List<JobFailed> failures = fleet.failures("batch");
      assertThat(failures).extracting(JobFailed::jobId).containsOnly(poison.id());
      assertThat(failures).extracting(JobFailed::code).containsOnly(FailureCode.WORKER_KILLED);
      assertThat(fleet.read(Topics.DEAD_LETTERS))
          .singleElement()
          .satisfies(
              letter ->
                  assertThat(History.of(letter.headers()).attempts())
                      .extracting(Attempt::ending)
                      .containsExactly(
                          Ending.ISOLATED,
                          Ending.VANISHED,
                          Ending.VANISHED,
                          Ending.VANISHED,
                          Ending.FAILED));
      Eventually.until("nothing is left", () -> fleet.lag() == 0);
    }
  }

  @Test
  void deliveriesToWorkersThatAreToldToStopAreForgiven() throws Exception {
    ScriptedRestorer restorer = new ScriptedRestorer();
    try (Fleet fleet = new Fleet(folder, "forgiven", 1)) {
      // Given more workers that stop in mid-job than a job may have strikes, or a broker deliveries
      fleet.submit(List.of(Fleet.job("batch", fleet.upload("a.jpg", "block"))));
      for (int i = 0; i < 11; i++) {
        int running = i + 1;
        try (Worker worker = fleet.start("w" + i, restorer, "worker.grace=0s", "worker.lanes=1")) {
          Eventually.until("it runs", () -> restorer.calls() == running);
          worker.drain();
        }
      }
      restorer.unblock();
      // When
      try (Worker last = fleet.start("last", restorer)) {
        Eventually.until("the event", () -> fleet.events("batch").size() == 1);
        // Then
        assertThat(fleet.failures("batch")).isEmpty();
        assertThat(fleet.events("batch")).extracting("worker").containsExactly(last.name());
        assertThat(fleet.read(Topics.DEAD_LETTERS)).isEmpty();
        Eventually.until("nothing is left", () -> fleet.lag() == 0);
      }
    }
  }

  private static Set<String> ids(Fleet fleet) throws Exception {
    Set<String> ids = new TreeSet<>();
    for (JobEvent event : fleet.events("batch")) {
      ids.add(event.id());
    }
    return ids;
  }
}
