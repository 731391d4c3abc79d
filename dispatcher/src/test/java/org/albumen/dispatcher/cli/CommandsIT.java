package org.albumen.dispatcher.cli;

import static org.albumen.common.failure.FailureCode.IMAGE_DAMAGED;
import static org.albumen.dispatcher.Events.accepted;
import static org.albumen.dispatcher.Events.cancelled;
import static org.albumen.dispatcher.Events.failed;
import static org.albumen.dispatcher.Events.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.albumen.common.codec.CloudEventCodec;
import org.albumen.common.codec.Json;
import org.albumen.common.event.JobAccepted;
import org.albumen.common.event.JobCancelled;
import org.albumen.common.job.Job;
import org.albumen.common.job.ObjectRef;
import org.albumen.common.job.Target;
import org.albumen.common.topic.Topics;
import org.albumen.dispatcher.Services;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
@SuppressWarnings("NullAway.Init")
class CommandsIT {
  private static final Instant TIME = Instant.parse("2026-11-22T14:15:30Z");

  @TempDir static Path folder;
  private static Services services;

  @BeforeAll
  static void start() throws Exception {
    services = Services.start(folder);
    services.createTopics("photo");
    for (String key : List.of("box/a.jpg", "box/b é.png", "box/c.gif", "box/README.md")) {
      Path file = services.archive().resolve(key);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "twelve bytes");
    }
  }

  @AfterAll
  static void stop() throws IOException {
    services.close();
  }

  @Test
  void aDryRunCountsAndPublishesNothing() throws Exception {
    // When
    Run run = submit("--pool", "dry", "--dry-run", "--json");
    // Then
    assertThat(run.exit()).isZero();
    JsonNode outcome = parse(run.out());
    assertThat(outcome.get("jobs").asInt()).isEqualTo(3);
    assertThat(outcome.get("bytes").asInt()).isEqualTo(36);
    assertThat(outcome.get("skipped").asInt()).isEqualTo(1);
    assertThat(outcome.get("dryRun").asBoolean()).isTrue();
    assertThat(services.contents(Topics.jobs("dry"))).isEmpty();
    assertThat(
            Run.of(
                services.arguments("status", "--direct", "--batch", outcome.get("batch").asText())))
        .returns(64, Run::exit);
  }

  @Test
  void aSubmissionMakesItsTopicAndSaysHowToFollowIt() throws Exception {
    // When
    Run run = submit("--pool", "made", "--batch", "b-made");
    // Then
    assertThat(run.err()).isEmpty();
    assertThat(run.exit()).isZero();
    assertThat(run.out())
        .startsWith("batch b-made: 3 jobs, 0.0 MB, 1 other objects skipped, ")
        .contains("albumen events --batch b-made --follow")
        .hasLineCount(2);
    assertThat(jobs("made"))
        .extracting(job -> job.source().ref().name())
        .containsExactlyInAnyOrder("box/a.jpg", "box/b é.png", "box/c.gif");
    assertThat(Run.of(services.arguments("status", "--direct", "--batch", "b-made")).exit())
        .isEqualTo(4);
  }

  @Test
  void whatIsNotAllowedIsRefusedBeforeAnythingIsPublished() throws Exception {
    Map<String, String> settings = new HashMap<>(services.settings());
    settings.put("s3.source-buckets", "archive/box");
    settings.put("s3.target-buckets", "results/out");
    for (List<String> refused :
        List.of(
            List.of("BUCKET_NOT_ALLOWED", "archive", "", "results/out"),
            List.of("BUCKET_NOT_ALLOWED", "results", "out/", "results/out"),
            List.of("BUCKET_NOT_ALLOWED", "archive", "box/", "results"),
            List.of("BUCKET_NOT_ALLOWED", "archive", "box/", "archive/box/out"),
            List.of("KEY_NOT_ALLOWED", "archive", "box/../", "results/out"),
            List.of("KEY_NOT_ALLOWED", "archive", "box/", "results/out/../../archive"))) {
      // When
      Run run = submitWith(settings, refused.subList(1, 4), "--pool", "refused");
      // Then
      assertThat(run.err()).startsWith("albumen: " + refused.get(0) + ": ").hasLineCount(1);
      assertThat(run.exit()).isEqualTo(1);
    }
    assertThat(jobs("refused")).isEmpty();
    List<String> fine = List.of("archive", "box/", "results/out");
    assertThat(submitWith(settings, fine, "--pool", "refused").exit()).isZero();
    assertThat(jobs("refused")).hasSize(3);
  }

  @Test
  void resultsAmongTheirSourcesAreAskedForAndNotTakenForSources() throws Exception {
    // Given
    List<String> inside = List.of("results", "mixed/", "results");
    Path sources = Files.createDirectories(folder.resolve("results/mixed"));
    Files.writeString(sources.resolve("a.jpg"), "twelve bytes");
    // When
    Run refused = submitWith(services.settings(), inside, "--pool", "mixed");
    Run first =
        submitWith(services.settings(), inside, "--pool", "mixed", "--allow-target-inside-source");
    for (String result : List.of("png", "json", "mask.png", "premis.xml")) {
      Files.writeString(sources.resolve("a.0123456789abcdef." + result), "made");
    }
    Run second =
        submitWith(
            services.settings(), inside, "--pool", "mixed-again", "--allow-target-inside-source");
    // Then
    assertThat(refused.err()).contains("TARGET_INSIDE_SOURCE").contains("--allow-target-inside");
    assertThat(first.err() + second.err()).isEmpty();
    for (String pool : List.of("mixed", "mixed-again")) {
      assertThat(jobs(pool))
          .singleElement()
          .satisfies(
              job -> {
                assertThat(job.source().ref().name()).isEqualTo("mixed/a.jpg");
                assertThat(job.target().mayBeInsideSource()).isTrue();
              });
    }
    List<String> elsewhere = List.of("results", "mixed/", "results/out");
    submitWith(services.settings(), elsewhere, "--pool", "mixed-derived", "--derived");
    assertThat(jobs("mixed-derived")).hasSize(3);
  }

  @Test
  void seedsAreSubmittedAsAnOperatorWritesThem() throws Exception {
    // When
    Run run =
        Run.of(
            services.arguments(
                "submit",
                "--direct",
                "--recipe",
                "faces-progan@1",
                "--seeds",
                "0-7",
                "--target",
                "s3://results/faces",
                "--pool",
                "seeds",
                "--batch",
                "b-seeds"));
    // Then
    assertThat(run.err()).isEmpty();
    assertThat(run.exit()).isZero();
    assertThat(run.out()).startsWith("batch b-seeds: 8 jobs, ").doesNotContain("MB");
    assertThat(jobs("seeds"))
        .extracting(job -> job.source().ref().name())
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 8).mapToObj("seed000%d"::formatted).toList());
    assertThat(jobs("seeds")).extracting(Job::target).containsOnly(new Target("results", "faces/"));
    assertThat(Run.of(services.arguments("events", "--batch", "b-seeds", "--accepted")).out())
        .contains("accepted", "seed 7", "faces-progan@1");
  }

  @Test
  void allTakesEveryObject() throws Exception {
    // When
    submit("--pool", "all", "--all");
    // Then
    assertThat(jobs("all")).hasSize(4);
  }

  @Test
  void anEmptyPrefixIsSaidAndIsNoFailure() throws Exception {
    // When
    Run run = submit("--pool", "empty", "--prefix", "boxes/");
    // Then
    assertThat(run)
        .isEqualTo(
            new Run(
                0,
                "nothing to submit: s3://archive/boxes/ has no photographs (0 others skipped)\n",
                ""));
    assertThat(services.contents(Topics.jobs("empty"))).isEmpty();
  }

  @Test
  void whatIsRefusedIsOneLine() {
    // When
    Run noBucket =
        Run.of(
            services.arguments(
                "submit",
                "--direct",
                "--bucket",
                "nowhere",
                "--recipe",
                "photo@1",
                "--to",
                "results"));
    Run inside =
        Run.of(
            services.arguments(
                "submit",
                "--direct",
                "--bucket",
                "archive",
                "--recipe",
                "photo@1",
                "--to",
                "archive/x"));
    // Then
    assertThat(noBucket)
        .isEqualTo(new Run(1, "", "albumen: BUCKET_NOT_FOUND: bucket nowhere does not exist\n"));
    assertThat(inside.exit()).isEqualTo(1);
    assertThat(inside.err()).startsWith("albumen: TARGET_INSIDE_SOURCE: ").hasLineCount(1);
  }

  @Test
  void statusCountsJobsAndItsExitCodeTellsHowTheyStand() throws Exception {
    // Given
    services.announce(TIME, accepted("s", "a"), accepted("s", "b"), accepted("s", "c"));
    services.announce(TIME.plusSeconds(2), succeeded("s", "a", 2, false));
    services.announce(TIME.plusSeconds(3), succeeded("s", "a", 2, true), accepted("s", "a"));
    // When
    Run pending = status("s");
    services.announce(TIME.plusSeconds(4), failed("s", "b", IMAGE_DAMAGED), cancelled("s", "c"));
    Run ended = status("s");
    Run json = status("s", "--json");
    // Then
    assertThat(pending.exit()).isEqualTo(4);
    assertThat(ended.exit()).isEqualTo(3);
    assertThat(ended.out().lines().map(String::stripTrailing))
        .containsExactly(
            "batch      s",
            "accepted           3",
            "pending            0",
            "succeeded          1",
            "failed             1",
            "  IMAGE_DAMAGED                  1  "
                + IMAGE_DAMAGED.meaning()
                + " "
                + IMAGE_DAMAGED.remedy(),
            "cancelled          1",
            "faces              2",
            "first      2026-11-22T14:15:30Z",
            "last       2026-11-22T14:15:34Z");
    assertThat(parse(json.out()))
        .isEqualTo(
            parse(
                "{'batchId':'s','accepted':3,'pending':0,'succeeded':1,'reused':0,'failed':1,"
                    + "'failuresByCode':{'IMAGE_DAMAGED':1},'cancelled':1,'faces':2,"
                    + "'first':'2026-11-22T14:15:30Z','last':'2026-11-22T14:15:34Z'}"));
  }

  @Test
  void aBatchThatSucceededExitsZeroAndAnUnknownOneIsAWrongArgument() throws Exception {
    // Given
    services.announce(TIME, accepted("good", "a"), succeeded("good", "a", 0, true));
    // When, then
    assertThat(status("good").exit()).isZero();
    assertThat(status("good").out()).contains("1  1 were there already");
    assertThat(status("bad"))
        .isEqualTo(
            new Run(
                64, "", "albumen: BAD_ARGUMENT: nothing is known of batch 'bad'; check its id\n"));
  }

  @Test
  void eventsTellHowJobsEnded() throws Exception {
    // Given
    JobCancelled hostile =
        new JobCancelled("h", "e", new ObjectRef("archive", "x\u001b[2J\nsucceeded.jpg"));
    services.announce(
        TIME,
        accepted("e", "a"),
        succeeded("e", "a", 2, false),
        succeeded("e", "b", 1, true),
        failed("e", "c", IMAGE_DAMAGED),
        hostile);
    // When
    Run ends = Run.of(services.arguments("events", "--batch", "e"));
    Run all = Run.of(services.arguments("events", "--batch", "e", "--accepted"));
    // Then
    assertThat(ends.exit()).isZero();
    assertThat(ends.err()).isEmpty();
    assertThat(ends.out().lines())
        .containsExactlyInAnyOrder(
            "2026-11-22T14:15:30Z  succeeded  s3://archive/a.jpg -> s3://results/out/a.png"
                + " (2 faces, 1.5 s)",
            "2026-11-22T14:15:30Z  succeeded  s3://archive/b.jpg -> s3://results/out/b.png"
                + " (1 faces, there already)",
            "2026-11-22T14:15:30Z  failed     s3://archive/c.jpg  IMAGE_DAMAGED: it is so",
            "2026-11-22T14:15:30Z  cancelled  s3://archive/x?[2J?succeeded.jpg");
    assertThat(all.out().lines())
        .hasSize(5)
        .contains("2026-11-22T14:15:30Z  accepted   s3://archive/a.jpg  photo@1");
  }

  @Test
  void eventsAsJsonAreCloudEvents() throws Exception {
    // Given
    String key = "odd/%2F \"quoted\"\n😀 é.jpg";
    JobAccepted event = new JobAccepted("job", "j", new ObjectRef("archive", key), "photo@1", null);
    services.send(
        CloudEventCodec.event(
            Topics.EVENTS, event, TIME, "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));
    // When
    Run run = Run.of(services.arguments("events", "--batch", "j", "--json", "--accepted"));
    // Then
    assertThat(run.out()).hasLineCount(1);
    JsonNode json = parse(run.out());
    assertThat(json.get("specversion").asText()).isEqualTo("1.0");
    assertThat(json.get("id").asText()).isEqualTo("job:accepted");
    assertThat(json.get("source").asText()).isEqualTo("/albumen/batches/j");
    assertThat(json.get("type").asText()).isEqualTo("org.albumen.job.accepted.v1");
    assertThat(Instant.parse(json.get("time").asText())).isEqualTo(TIME);
    assertThat(json.get("subject").asText()).isEqualTo(key);
    assertThat(json.get("datacontenttype").asText()).isEqualTo("application/json");
    assertThat(json.get("traceparent").asText()).startsWith("00-0af7651916cd43dd");
    assertThat(json.get("data"))
        .isEqualTo(parse(new String(Json.write(event), StandardCharsets.UTF_8)));
  }

  @Test
  void followingEndsByItselfWhenEveryJobHasEnded() throws Exception {
    // Given
    services.announce(TIME, accepted("f", "a"), accepted("f", "b"));
    CompletableFuture<Run> run =
        CompletableFuture.supplyAsync(
            () -> Run.of(services.arguments("events", "--batch", "f", "--follow")));
    // When
    services.announce(TIME, succeeded("f", "a", 0, false));
    services.announce(TIME, failed("f", "b", IMAGE_DAMAGED));
    // Then
    assertThat(run.get(60, TimeUnit.SECONDS).exit()).isEqualTo(3);
    assertThat(run.get().out().lines()).hasSize(2);
  }

  @Test
  void aFollowerThatIsStoppedGoesWithoutAWord() throws Exception {
    // Given
    services.announce(TIME, accepted("t", "a"), succeeded("t", "b", 0, false));
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Run.class.getName()));
    command.addAll(List.of(services.arguments("events", "--batch", "t", "--follow")));
    File err = folder.resolve("follower.err").toFile();
    Process follower = new ProcessBuilder(command).redirectError(err).start();
    try {
      assertThat(follower.inputReader().readLine()).contains("s3://archive/b.jpg");
      // When
      follower.destroy();
      // Then
      assertThat(follower.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(follower.exitValue()).isEqualTo(143);
      assertThat(err).isEmpty();
    } finally {
      follower.destroyForcibly();
    }
  }

  private static Run submit(String... options) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "submit",
                "--direct",
                "--bucket",
                "archive",
                "--recipe",
                "photo@1",
                "--to",
                "results/out"));
    arguments.addAll(List.of(options));
    return Run.of(services.arguments(arguments.toArray(String[]::new)));
  }

  /** A submission of a bucket and a prefix to a target. */
  private static Run submitWith(
      Map<String, String> settings, List<String> place, String... options) {
    List<String> arguments = new ArrayList<>(List.of("submit", "--direct", "--recipe", "photo@1"));
    arguments.addAll(
        List.of("--bucket", place.get(0), "--prefix", place.get(1), "--to", place.get(2)));
    arguments.addAll(List.of(options));
    return Run.of(Services.withSettings(settings, arguments.toArray(String[]::new)));
  }

  private static Run status(String batch, String... options) {
    List<String> arguments = new ArrayList<>(List.of("status", "--direct", "--batch", batch));
    arguments.addAll(List.of(options));
    return Run.of(services.arguments(arguments.toArray(String[]::new)));
  }

  private static List<Job> jobs(String pool) throws Exception {
    List<Job> jobs = new ArrayList<>();
    for (var message : services.contents(Topics.jobs(pool))) {
      jobs.add(CloudEventCodec.readJob(message));
    }
    return jobs;
  }

  private static JsonNode parse(String json) throws IOException {
    return Json.readLenient(
        json.replace('\'', '"').getBytes(StandardCharsets.UTF_8), JsonNode.class);
  }
}
