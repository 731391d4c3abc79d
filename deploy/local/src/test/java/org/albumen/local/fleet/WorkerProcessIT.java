package org.albumen.local.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.albumen.common.codec.CloudEventCodec;
import org.albumen.common.config.AlbumenConfig;
import org.albumen.common.config.KafkaClients;
import org.albumen.common.event.JobSucceeded;
import org.albumen.common.job.Job;
import org.albumen.common.job.ObjectSource;
import org.albumen.common.job.Target;
import org.albumen.common.topic.TopicSetup;
import org.albumen.common.topic.Topics;
import org.albumen.dispatcher.track.EventReader;
import org.albumen.embedded.EmbeddedKafka;
import org.albumen.embedded.EmbeddedS3;
import org.albumen.worker.restore.ModelRestorer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers as processes: killed in mid-job, and told to stop in mid-job. */
class WorkerProcessIT {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String BATCH = "batch-1";

  @TempDir private Path folder;
  private EmbeddedKafka kafka;
  private EmbeddedS3 s3;
  private TinySettings settings;
  private AlbumenConfig config;
  private Path results;

  @BeforeEach
  void startServices() throws Exception {
    Path photographs = Files.createDirectories(folder.resolve("photographs"));
    results = Files.createDirectories(folder.resolve("restored"));
    Samples.tiled("astronaut.png", 8, 8, photographs.resolve("large.png"));
    kafka = EmbeddedKafka.start(folder.resolve("broker"));
    s3 =
        EmbeddedS3.start(
            Map.of("photographs", photographs, "restored", results), Set.of("photographs"));
    settings = TinySettings.in(folder);
    config = settings.with(Map.of("albumen.kafka.bootstrap-servers", kafka.bootstrapServers()));
    try (ModelRestorer restorer = ModelRestorer.of(config);
        Admin admin = new KafkaClients(config.kafka()).admin()) {
      restorer.pull(
          org.albumen.common.recipe.RecipeBook.offered(config.recipes().folder())
              .findRestoring(TinySettings.RECIPE),
          line -> {});
      new TopicSetup(admin).create("photo", 4);
    }
  }

  @AfterEach
  void stopServices() throws IOException {
    s3.close();
    kafka.close();
  }

  @Test
  void anotherWorkerFinishesTheJobOfOneThatWasKilled() throws Exception {
    // Given a worker in the midst of a job
    submit("large.png");
    WorkerProcess first = WorkerProcess.start("first", kafka, s3, settings, folder);
    awaitJobInProgress(first);
    // When it is killed and another one comes
    first.kill();
    boolean resultAtDeath = !images().isEmpty();
    JobSucceeded succeeded;
    try (WorkerProcess second = WorkerProcess.start("second", kafka, s3, settings, folder)) {
      succeeded = awaitSuccess();
      assertThat(second.alive()).isTrue();
    }
    // Then
    assertThat(resultAtDeath).isFalse();
    assertThat(succeeded.worker()).isEqualTo("second");
    assertThat(succeeded.attempts()).isEqualTo(2);
    assertThat(succeeded.reused()).isFalse();
    assertThat(images()).hasSize(1);
  }

  @Test
  void aWorkerThatIsToldToStopEndsItsJobFirst() throws Exception {
    // Given
    submit("large.png");
    try (WorkerProcess worker = WorkerProcess.start("only", kafka, s3, settings, folder)) {
      awaitJobInProgress(worker);
      // When
      int exit = worker.terminate();
      // Then
      assertThat(exit).isZero();
      assertThat(images()).as(Files.readString(worker.log())).hasSize(1);
      assertThat(awaitSuccess().attempts()).isEqualTo(1);
      assertThat(worker.log()).content().contains("draining").doesNotContain("Exception");
    }
  }

  @Test
  void aWorkerWhoseMachineIsTakenAwayEndsItsJobFirst() throws Exception {
    // Given a metadata service without news, and a worker in mid-job whose own grace is none
    submit("large.png");
    try (SpotService service = SpotService.start();
        WorkerProcess worker =
            WorkerProcess.start(
                "only",
                kafka,
                s3,
                settings,
                folder,
                Map.of(
                    "albumen.worker.grace", "0s",
                    "albumen.worker.spot.metadata", service.address().toString(),
                    "albumen.worker.spot.every", "100ms"))) {
      awaitJobInProgress(worker);
      // When
      service.takeAway(Instant.now().plus(Duration.ofMinutes(2)));
      int exit = worker.ended();
      // Then the time that is left is used
      assertThat(exit).isZero();
      assertThat(images()).as(Files.readString(worker.log())).hasSize(1);
      assertThat(awaitSuccess().attempts()).isEqualTo(1);
    }
  }

  @Test
  void aJobThatMayKillWorkersRunsInAProcessOfItsOwn() throws Exception {
    // Given a job of which two workers died
    submit("large.png", TinySettings.APART_RECIPE);
    vanish(2);
    // When
    try (WorkerProcess worker = WorkerProcess.start("only", kafka, s3, settings, folder)) {
      JobSucceeded succeeded = awaitSuccess();
      // Then its result is as the worker's own would be
      assertThat(succeeded.attempts()).isEqualTo(3);
      assertThat(succeeded.worker()).isEqualTo("only");
      assertThat(succeeded.timings().restoreMs()).isPositive();
      assertThat(images()).hasSize(1);
      String metrics = worker.get("metrics");
      assertThat(metrics)
          .contains("albumen_jobs_isolated_total 1.0")
          .as("nothing was restored in the worker itself")
          .doesNotContain("albumen_stage_seconds_count{stage=\"restore\"}");
    }
  }

  /** Takes the job and gives it back without a word, as the end of a worker does. */
  private void vanish(int times) throws Exception {
    KafkaClients clients = new KafkaClients(config.kafka());
    try (Admin admin = clients.admin()) {
      new TopicSetup(admin).shareGroup(config.kafka().group(), 30_000, 10);
    }
    try (KafkaShareConsumer<byte[], byte[]> consumer = clients.shareConsumer("nobody")) {
      consumer.subscribe(List.of(Topics.jobs("photo")));
      int[] vanished = {0};
      await(
          () -> {
            consumer
                .poll(Duration.ofSeconds(1))
                .forEach(
                    record -> {
                      consumer.acknowledge(record, AcknowledgeType.RELEASE);
                      consumer.commitSync();
                      vanished[0]++;
                    });
            return vanished[0] == times;
          });
    }
  }

  private void submit(String key) throws Exception {
    submit(key, TinySettings.RECIPE);
  }

  private void submit(String key, String recipe) throws Exception {
    Job job =
        Job.of(
            BATCH,
            ObjectSource.of("photographs", key),
            recipe,
            new Target("restored", ""),
            Instant.now());
    try (Producer<byte[], byte[]> producer = new KafkaClients(config.kafka()).producer("test")) {
      producer.send(CloudEventCodec.job(Topics.jobs("photo"), job, null)).get();
    }
  }

  private static void awaitJobInProgress(WorkerProcess worker) throws InterruptedException {
    await(
        () -> {
          assertThat(worker.alive()).as("the worker, see its log").isTrue();
          return worker.get("metrics").contains("albumen_jobs_active 1.0");
        });
  }

  private JobSucceeded awaitSuccess() throws Exception {
    List<JobSucceeded> successes = new ArrayList<>();
    try (EventReader events =
        EventReader.open(config.kafka(), BATCH, EventReader.Start.BEGINNING)) {
      events.follow(
          event -> {
            if (event.event() instanceof JobSucceeded succeeded) {
              successes.add(succeeded);
            }
            return successes.isEmpty();
          },
          PATIENCE);
    }
    assertThat(successes).as("succeeded events").hasSize(1);
    return successes.get(0);
  }

  private List<Path> images() throws IOException {
    try (Stream<Path> files = Files.list(results)) {
      return files.filter(file -> file.toString().endsWith(".png")).toList();
    }
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    Instant end = Instant.now().plus(PATIENCE);
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).as("still waiting").isBefore(end);
      Thread.sleep(20);
    }
  }
}
