package org.albumen.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.albumen.common.control.CancelBatch;
import org.albumen.common.event.JobEvent;
import org.albumen.common.event.JobSucceeded;
import org.albumen.common.job.Job;
import org.albumen.common.job.ObjectSource;
import org.albumen.common.topic.Topics;
import org.albumen.worker.fake.Eventually;
import org.albumen.worker.fake.ScriptedRestorer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class CancellationIT {
  private static final int LANES = 4;
  private static final int JOBS = 2_000;
  private static final int OTHERS = 40;

  @TempDir Path folder;
  private final ScriptedRestorer restorer = new ScriptedRestorer();

  @Test
  void theRemainingJobsOfABatchEndAsCancelledAndNothingIsComputedForThem() throws Exception {
    try (Fleet fleet = new Fleet(folder, "cancel", 1);
        Worker worker = fleet.start("anna", restorer, "worker.lanes=" + LANES)) {
      // Given a batch that runs, jobs of another among its own
      fleet.submit(running(fleet));
      Eventually.until("every lane works", () -> restorer.waiting() == LANES);
      fleet.submit(remaining(fleet));
      // When
      order(fleet, "doomed");
      Eventually.until(
          "the worker knows",
          () -> fleet.http(worker, "/metrics").body().contains("albumen_batches_cancelled 1.0"));
      restorer.unblock();
      Eventually.until("nothing is left", () -> fleet.lag() == 0);
      // Then what was in progress has ended as it would, and everything else was passed over
      Map<String, List<JobEvent>> doomed = byOutcome(fleet.events("doomed"));
      assertThat(doomed.keySet()).containsExactlyInAnyOrder("succeeded", "cancelled");
      assertThat(jobs(doomed.getOrDefault("succeeded", List.of())))
          .containsExactlyInAnyOrderElementsOf(ids("running-", LANES));
      assertThat(jobs(doomed.getOrDefault("cancelled", List.of())))
          .containsExactlyInAnyOrderElementsOf(ids("doomed-", JOBS));
      // And the other batch's jobs are untouched
      assertThat(fleet.events("other")).hasSize(OTHERS).allMatch(JobSucceeded.class::isInstance);
      assertThat(restorer.calls()).isEqualTo(LANES + OTHERS);
      assertThat(fleet.read(Topics.DEAD_LETTERS)).isEmpty();
      assertThat(fleet.http(worker, "/metrics").body())
          .contains("albumen_jobs_total{code=\"\",outcome=\"cancelled\"} 2000.0");
    }
  }

  @Test
  void aJobThatIsGivenBackAfterTheOrderIsCancelledWhenItIsTakenAgain() throws Exception {
    try (Fleet fleet = new Fleet(folder, "again", 1)) {
      Job job = Fleet.job("doomed", fleet.upload("a.jpg", "block"));
      try (Worker anna = fleet.start("anna", restorer, "worker.grace=0s")) {
        // Given
        fleet.submit(List.of(job));
        Eventually.until("the job runs", () -> restorer.waiting() == 1);
        order(fleet, "doomed");
        // When
        anna.drain();
      }
      // Then a worker that starts later knows of the order from the beginning
      try (Worker bert = fleet.start("bert", restorer)) {
        Eventually.until("the event", () -> fleet.events("doomed").size() == 1);
        assertThat(fleet.events("doomed")).extracting(JobEvent::outcome).containsOnly("cancelled");
        assertThat(restorer.calls()).isEqualTo(1);
        // And its notes are forgotten
        Eventually.until("nothing is left", () -> fleet.lag() == 0);
        Eventually.until("no note is left", () -> lastNote(fleet) == null);
        assertThat(bert.name()).isEqualTo("bert");
      }
    }
  }

  private static byte @Nullable [] lastNote(Fleet fleet) throws Exception {
    var notes = fleet.read(Topics.ATTEMPTS);
    assertThat(notes).isNotEmpty();
    return notes.get(notes.size() - 1).value();
  }

  private static void order(Fleet fleet, String batch) throws Exception {
    fleet.submitRaw(List.of(new CancelBatch(batch, "ann", Instant.now()).toRecord()));
  }

  private static List<Job> running(Fleet fleet) throws Exception {
    List<Job> jobs = new ArrayList<>();
    for (int i = 0; i < LANES; i++) {
      jobs.add(job("running-" + i, "doomed", fleet.upload("running/" + i + ".jpg", "block " + i)));
    }
    return jobs;
  }

  /** The sources of the batch that is cancelled do not even exist: to look at one is a failure. */
  private static List<Job> remaining(Fleet fleet) throws Exception {
    List<Job> jobs = new ArrayList<>();
    for (int i = 0; i < JOBS; i++) {
      jobs.add(job("doomed-" + i, "doomed", ObjectSource.of("scans", "missing/" + i + ".jpg")));
      if (i % (JOBS / OTHERS) == 0) {
        jobs.add(job("other-" + i, "other", fleet.upload("other/" + i + ".jpg", "photo " + i)));
      }
    }
    return jobs;
  }

  private static Job job(String id, String batch, ObjectSource source) {
    return new Job(id, batch, source, "photo@1", Fleet.TARGET, Instant.now(), null);
  }

  private static Map<String, List<JobEvent>> byOutcome(List<JobEvent> events) {
    return events.stream().collect(Collectors.groupingBy(JobEvent::outcome));
  }

  private static List<String> jobs(List<JobEvent> events) {
    return events.stream().map(JobEvent::jobId).toList();
  }

  private static List<String> ids(String prefix, int count) {
    return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
  }
}
