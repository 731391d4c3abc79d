package org.albumen.dispatcher.cli;

import static org.albumen.common.failure.FailureCode.IMAGE_DAMAGED;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.albumen.common.codec.CloudEventCodec;
import org.albumen.common.config.AlbumenConfig;
import org.albumen.common.event.JobFailed;
import org.albumen.common.event.JobSucceeded;
import org.albumen.common.event.PhotoOutcome;
import org.albumen.common.event.ResultImage;
import org.albumen.common.event.Timings;
import org.albumen.common.job.Job;
import org.albumen.common.job.ObjectRef;
import org.albumen.common.recipe.RecipeBook;
import org.albumen.common.topic.Topics;
import org.albumen.dispatcher.Dispatcher;
import org.albumen.dispatcher.Eventually;
import org.albumen.dispatcher.Letters;
import org.albumen.dispatcher.Services;
import org.albumen.dispatcher.Stores;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands against a whole dispatcher, with Kafka and a store; the test is the worker. */
@Timeout(240)
@SuppressWarnings("NullAway.Init")
class ServiceCommandsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String SHA = "0".repeat(64);

  @TempDir static Path folder;
  private static Services services;
  private static Stores stores;
  private static Dispatcher dispatcher;
  private static long letters;

  @BeforeAll
  static void start() throws Exception {
    services = Services.start(folder);
    for (String key : List.of("box/a.jpg", "box/b é.png", "box/c.tif", "box/README.md")) {
      Path file = services.archive().resolve(key);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "twelve bytes");
    }
    Map<String, String> settings = new HashMap<>(services.settings());
    settings.put("dispatcher.http-port", "0");
    settings.put("dispatcher.state", folder.resolve("state").toString());
    AlbumenConfig config = Services.config(settings);
    stores = Stores.of(config.s3());
    dispatcher = Dispatcher.start(config, RecipeBook.builtIn(), stores);
    Eventually.await(PATIENCE, () -> run("status").exit() == 0);
  }

  @AfterAll
  static void stop() throws IOException {
    dispatcher.close();
    stores.close();
    services.close();
  }

  @Test
  void aBatchIsSubmittedAndWatchedToItsEnd() throws Exception {
    // Given
    CompletableFuture<Run> watch =
        CompletableFuture.supplyAsync(() -> submit("--batch", "w", "--label", "box", "--watch"));
    Eventually.await(PATIENCE, () -> jobs("w").size() == 3);
    // When
    for (Job job : jobs("w")) {
      succeed(job);
    }
    // Then
    Run run = watch.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    assertThat(run.err()).isEmpty();
    assertThat(run.exit()).isZero();
    assertThat(run.out())
        .startsWith("batch w is submitted\n")
        .contains("label      box", "state      completed", "succeeded          3");
    assertThat(run("status").out()).contains("w ", "completed", "100%", "box");
    assertThat(run("status", "w").exit()).isZero();
    assertThat(run("jobs", "w", "--state", "succeeded").out())
        .hasLineCount(4)
        .contains("s3://archive/box/b é.png -> s3://results/");
    assertThat(run("cancel", "w").err()).startsWith("albumen: BATCH_ENDED: ");
  }

  @Test
  void whatFailedIsSeenAndRetried() throws Exception {
    // Given
    assertThat(submit("--batch", "f", "--first", "1").exit()).isZero();
    Eventually.await(PATIENCE, () -> jobs("f").size() == 1);
    Job job = jobs("f").get(0);
    services.announce(
        Instant.now(),
        new JobFailed(
            job.id(), "f", job.source().ref(), job.recipe(), IMAGE_DAMAGED, "it is so", 1, "w"));
    services.send(Letters.buried("photo", job, IMAGE_DAMAGED, letters++));
    Eventually.await(PATIENCE, () -> run("status", "f").exit() == 3);
    // When
    Run failed = run("jobs", "f", "--code", "IMAGE_DAMAGED");
    Run listed = run("dead-letters", "list", "--batch", "f");
    Run first = run("retry", "f");
    Run second = run("retry", "f");
    // Then
    assertThat(failed.out()).contains("IMAGE_DAMAGED: it is so");
    assertThat(listed.out()).contains("s3://archive/box/a.jpg: it is so", "1 letter");
    assertThat(first.out()).contains("replayed 1, resolved before 0, refused 0");
    assertThat(second.out()).contains("replayed 0, resolved before 1, refused 0");
    Eventually.await(PATIENCE, () -> run("status", "f").exit() == 4);
    assertThat(jobs("f")).hasSize(2);
  }

  @Test
  void aBatchIsCancelled() throws Exception {
    // Given
    assertThat(submit("--batch", "c").exit()).isZero();
    Eventually.await(PATIENCE, () -> jobs("c").size() == 3);
    // When
    Run run = run("cancel", "c", "--json");
    // Then
    assertThat(run.err()).isEmpty();
    Eventually.await(
        PATIENCE, () -> run("status", "c", "--json").out().contains("\"state\":\"cancelling\""));
  }

  @Test
  void aDryRunCounts() {
    // When
    Run run = submit("--dry-run", "--glob", "box/*.{jpg,png}");
    // Then
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).startsWith("dry run, nothing submitted: 2 jobs, 24 B, 2 others skipped");
  }

  @Test
  void whatIsRefusedIsOneLine() {
    assertThat(submit("--batch", "x", "--recipe", "sepia@7").err())
        .startsWith("albumen: UNKNOWN_RECIPE: ")
        .hasLineCount(1);
    assertThat(run("status", "nothing").exit()).isEqualTo(64);
    assertThat(run("watch", "nothing").err()).startsWith("albumen: BATCH_NOT_FOUND: ");
    assertThat(run("jobs", "nothing").exit()).isEqualTo(64);
    assertThat(run("retry", "nothing").exit()).isEqualTo(64);
  }

  private static void succeed(Job job) throws Exception {
    services.announce(
        Instant.now(),
        new JobSucceeded(
            job.id(),
            job.batchId(),
            job.source().ref(),
            job.recipe(),
            SHA,
            new ResultImage("results", job.id() + ".png", "image/png", SHA, 10, 4, 2),
            new ObjectRef("results", job.id() + ".json"),
            PhotoOutcome.of(false, List.of()),
            List.of(),
            List.of(),
            new Timings(1, 2, 3, 4, 5),
            false,
            1,
            "worker-1"));
  }

  private static Run submit(String... options) {
    List<String> arguments =
        new ArrayList<>(
            List.of("submit", "--bucket", "archive", "--prefix", "box/", "--to", "results/out"));
    if (!List.of(options).contains("--recipe")) {
      arguments.addAll(List.of("--recipe", "photo@1"));
    }
    arguments.addAll(List.of(options));
    return run(arguments.toArray(String[]::new));
  }

  private static Run run(String... arguments) {
    return Run.of(
        Services.withSettings(Map.of("api.url", dispatcher.address().toString()), arguments));
  }

  private static List<Job> jobs(String batch) throws Exception {
    List<Job> jobs = new ArrayList<>();
    for (var message : services.contents(Topics.jobs("photo"))) {
      if (batch.equals(CloudEventCodec.batchId(message.headers()))) {
        jobs.add(CloudEventCodec.readJob(message));
      }
    }
    return jobs;
  }
}
