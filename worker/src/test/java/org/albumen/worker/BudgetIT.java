package org.albumen.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.albumen.common.event.JobFailed;
import org.albumen.common.event.JobSucceeded;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.ObjectSource;
import org.albumen.worker.fake.Eventually;
import org.albumen.worker.fake.ScriptedRestorer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Jobs that wait for memory, with a real broker: their locks are renewed meanwhile. */
@Timeout(180)
class BudgetIT {
  private static final String BATCH = "batch";

  @TempDir Path folder;
  private final ScriptedRestorer restorer = new ScriptedRestorer();

  @Test
  void aJobThatDoesNotFitBesideAnotherWaitsForItsEnd() throws Exception {
    try (Fleet fleet = new Fleet(folder, "budget", 1);
        Worker worker = fleet.start("anna", restorer, "worker.memory=1000000")) {
      // Given two jobs that do not fit together, the first of which does not end
      ObjectSource one = fleet.upload("one.jpg", "need 600000 block 1");
      ObjectSource two = fleet.upload("two.jpg", "need 600000 block 2");
      fleet.submit(List.of(Fleet.job(BATCH, one), Fleet.job(BATCH, two)));
      Eventually.until("one runs", () -> restorer.waiting() == 1);
      Eventually.until("the other waits", () -> metric(fleet, worker, "waiting") == 1);
      // When both locks would have ended long ago
      double renewed = renewals(fleet, worker);
      Eventually.until("locks are renewed", () -> renewals(fleet, worker) >= renewed + 12);
      assertThat(restorer.waiting()).isEqualTo(1);
      assertThat(metric(fleet, worker, "reserved")).isEqualTo(600_000);
      restorer.unblock();
      // Then each is done once, at its first delivery
      Eventually.until("both end", () -> fleet.events(BATCH).size() == 2);
      assertThat(fleet.events(BATCH))
          .allSatisfy(
              event ->
                  assertThat(event)
                      .isInstanceOfSatisfying(
                          JobSucceeded.class, s -> assertThat(s.attempts()).isEqualTo(1)));
      assertThat(metric(fleet, worker, "reserved")).isZero();
      assertThat(fleet.http(worker, "/metrics").body())
          .contains("albumen_budget_waited_seconds_count{budget=\"process\"} 1");
    }
  }

  @Test
  void aJobThatWouldNeverFitFailsAtOnceAndForGood() throws Exception {
    try (Fleet fleet = new Fleet(folder, "exceeded", 1);
        Worker worker = fleet.start("anna", restorer, "worker.memory=1000000")) {
      // When
      fleet.submit(List.of(Fleet.job(BATCH, fleet.upload("huge.jpg", "need 1000001"))));
      Eventually.until("it ends", () -> fleet.events(BATCH).size() == 1);
      // Then
      assertThat(fleet.failures(BATCH))
          .singleElement()
          .extracting(JobFailed::code)
          .isEqualTo(FailureCode.MEMORY_EXCEEDED);
      assertThat(fleet.failures(BATCH).get(0).message())
          .contains("1,000,001", "1,000,000", "albumen.worker.memory");
      assertThat(restorer.calls()).isZero();
      assertThat(fleet.http(worker, "/health/live").statusCode()).isEqualTo(200);
    }
  }

  private static double metric(Fleet fleet, Worker worker, String name) throws Exception {
    return value(fleet, worker, "albumen_budget_" + name + "{budget=\"process\"}");
  }

  private static double renewals(Fleet fleet, Worker worker) throws Exception {
    return value(fleet, worker, "albumen_lock_renewals_total");
  }

  private static double value(Fleet fleet, Worker worker, String name) throws Exception {
    return fleet
        .http(worker, "/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .findFirst()
        .orElse(0);
  }
}
