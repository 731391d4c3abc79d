package org.albumen.worker;

import static org.assertj.core.api.Assertions.assertThat;

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

/** Outages that are long beside every pause, lock and retry of the worker. */
@Timeout(240)
class BreakerIT {
  private static final String[] SHORT = {
    "s3.max-attempts=1",
    "worker.lanes=3",
    "worker.interactive-lanes=0",
    "worker.retry.first-pause=50ms",
    "worker.retry.longest-pause=300ms",
    "worker.breaker.window=4",
    "worker.breaker.least-calls=2",
    "worker.breaker.open-for=100ms",
    "worker.breaker.longest-open=400ms",
  };

  @TempDir Path folder;
  private final ScriptedRestorer restorer = new ScriptedRestorer();

  @Test
  void anOutageOfTheStoreStopsThePollingAndCostsNoDelivery() throws Exception {
    try (Fleet fleet = new Fleet(folder, "store", 1);
        Worker worker = fleet.start("anna", restorer, SHORT)) {
      // Given two lanes that hold jobs and one that asks for some, and nobody to do them with
      List<Job> held = jobs(fleet, "held", 2, "photograph");
      List<Job> waiting = jobs(fleet, "waiting", 30, "photograph");
      fleet.gate().shut();
      fleet.submit(held);
      // When
      Eventually.until("the idle lane is paused", () -> metric(fleet, worker, PAUSED) == 1);
      fleet.submit(waiting);
      Thread.sleep(7000);
      // Then
      assertThat(fleet.http(worker, "/health/ready").statusCode()).isEqualTo(503);
      assertThat(fleet.http(worker, "/health/live").statusCode()).isEqualTo(200);
      assertThat(metric(fleet, worker, "albumen_jobs_active")).isEqualTo(2);
      assertThat(metric(fleet, worker, OPENED + "store\",state=\"open\"}")).isGreaterThan(3);
      assertThat(fleet.events("batch")).isEmpty();
      // And when it is over, everything is done on its first delivery
      fleet.gate().open();
      Eventually.until("every job ends", () -> ids(fleet).size() == 32);
      Eventually.until("nothing is left", () -> fleet.lag() == 0);
      assertThat(fleet.events("batch")).hasSize(32).extracting("attempts").containsOnly(1);
      assertThat(fleet.read(Topics.DEAD_LETTERS)).isEmpty();
      assertThat(fleet.http(worker, "/health/ready").statusCode()).isEqualTo(200);
      assertThat(metric(fleet, worker, PAUSED)).isZero();
      assertThat(metric(fleet, worker, OPENED + "store\",state=\"closed\"}")).isEqualTo(1);
    }
  }

  @Test
  void anOutageOfTheBrokerEndsReadinessAndBuriesNothing() throws Exception {
    try (Fleet fleet = new Fleet(folder, "broker", 1);
        Worker worker =
            fleet.start(
                "anna",
                restorer,
                with(
                    "kafka.connect-timeout=4s",
                    "kafka.client.request.timeout.ms=3000",
                    "kafka.client.delivery.timeout.ms=4000",
                    "kafka.client.max.block.ms=3000"))) {
      // Given a job in every lane, and others that wait
      fleet.submit(jobs(fleet, "held", 3, "block"));
      Eventually.until("every lane works", () -> restorer.waiting() == 3);
      fleet.submit(jobs(fleet, "waiting", 10, "photograph"));
      // When
      fleet.stopKafka();
      restorer.unblock();
      Eventually.until("readiness ends", () -> ready(fleet, worker) == 503);
      Eventually.until("it is probed", () -> metric(fleet, worker, PROBED) >= 2);
      assertThat(fleet.http(worker, "/health/live").statusCode()).isEqualTo(200);
      fleet.startKafka();
      // Then what was held may be delivered once more, as the broker forgot who held it
      Eventually.until("every job ends", () -> ids(fleet).size() == 13);
      Eventually.until("nothing is left", () -> fleet.lag() == 0);
      assertThat(fleet.events("batch"))
          .extracting("attempts", Integer.class)
          .allMatch(attempts -> attempts <= 2);
      assertThat(fleet.read(Topics.DEAD_LETTERS)).isEmpty();
      Eventually.until("readiness returns", () -> ready(fleet, worker) == 200);
    }
  }

  private static final String PAUSED = "albumen_lanes_paused";
  private static final String OPENED = "albumen_breaker_turns_total{breaker=\"";
  private static final String PROBED = OPENED + "kafka\",state=\"half_open\"}";

  private static int ready(Fleet fleet, Worker worker) throws Exception {
    return fleet.http(worker, "/health/ready").statusCode();
  }

  private static double metric(Fleet fleet, Worker worker, String name) throws Exception {
    return fleet
        .http(worker, "/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .findFirst()
        .orElseThrow();
  }

  private static Set<String> ids(Fleet fleet) throws Exception {
    Set<String> ids = new TreeSet<>();
    for (JobEvent event : fleet.events("batch")) {
      ids.add(event.id());
    }
    return ids;
  }

  private static List<Job> jobs(Fleet fleet, String name, int count, String text) throws Exception {
    List<Job> jobs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      jobs.add(Fleet.job("batch", fleet.upload(name + i + ".jpg", text + " " + name + i)));
    }
    return jobs;
  }

  private static String[] with(String... more) {
    List<String> all = new ArrayList<>(List.of(SHORT));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }
}
