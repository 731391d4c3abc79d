package org.albumen.dispatcher.cli;

import static org.albumen.dispatcher.client.FakeApi.event;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.albumen.common.codec.Json;
import org.albumen.common.failure.FailureCode;
import org.albumen.dispatcher.Services;
import org.albumen.dispatcher.client.FakeApi;
import org.albumen.dispatcher.client.Views;
import org.albumen.dispatcher.view.BatchState;
import org.albumen.dispatcher.view.BatchView;
import org.albumen.dispatcher.view.JobView;
import org.albumen.dispatcher.view.Slice;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands against an API: what they send, what they print and how they exit. */
@Timeout(90)
@SuppressWarnings({"NullAway.Init", "StringConcatToTextBlock"}) // lines as they are printed
class ApiCommandsTest {
  private static final BatchView RUNNING = Views.batch("b", BatchState.RUNNING, 490, 10);
  private static final BatchView COMPLETED = Views.batch("b", BatchState.COMPLETED, 1000, 0);
  private static final String[] SUBMIT = {
    "submit", "--bucket", "scans", "--prefix", "1927/", "--recipe", "photo@1", "--to", "results"
  };

  @TempDir private Path folder;
  private FakeApi fake;

  @BeforeEach
  void start() throws Exception {
    fake = FakeApi.start();
  }

  @AfterEach
  void stop() {
    fake.close();
  }

  @Test
  void aSubmissionIsOneRequestAndSaysHowToWatchIt() throws Exception {
    // Given
    fake.reply("POST /batches", 202, Views.batch("b-1", BatchState.QUEUED, 0, 0));
    // When
    Run run =
        run(
            SUBMIT,
            "--batch=b-1",
            "--glob=**.tif",
            "--min-size=1k",
            "--modified-since=2026-11-01T00:00:00Z",
            "--every=10",
            "--first=5",
            "--lane=interactive",
            "--label=the box",
            "--max-rejected-rows=3",
            "--take=photographs",
            "--deadline=2026-12-24T00:00:00Z");
    // Then
    assertThat(run)
        .isEqualTo(new Run(0, "batch b-1 is submitted\nwatch it with: albumen watch b-1\n", ""));
    FakeApi.Request request = fake.requests().get(0);
    assertThat(UUID.fromString(request.header("Idempotency-key"))).isNotNull();
    assertThat(parse(request.body()))
        .isEqualTo(
            parse(
                "{'batch':'b-1','selection':{'kind':'prefix','bucket':'scans','prefix':'1927/',"
                    + "'take':'photographs'},'filter':{'glob':'**.tif','minSize':1000,"
                    + "'modifiedSince':'2026-11-01T00:00:00Z'},'sample':{'every':10,'first':5},"
                    + "'recipe':'photo@1','target':{'bucket':'results','prefix':''},"
                    + "'pool':'photo','lane':'interactive','maxRejectedRows':3,"
                    + "'label':'the box','deadline':'2026-12-24T00:00:00Z'}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--manifest s3://l/a/manifest.json"
            + "|{'kind':'manifest','bucket':'l','key':'a/manifest.json','format':'s3-inventory'}",
        "--manifest s3://l/a.csv --format s3-batch"
            + "|{'kind':'manifest','bucket':'l','key':'a.csv','format':'s3-batch'}",
        "--manifest s3://l/a.jsonl|{'kind':'manifest','bucket':'l','key':'a.jsonl','format':'jsonl'}",
        "--seeds 0-31|{'kind':'seeds','seeds':'0-31'}",
        "--folder .|{'kind':'prefix','bucket':'photographs','prefix':''}",
        "--folder 1927/./box|{'kind':'prefix','bucket':'photographs','prefix':'1927/box/'}",
        "--bucket b --all|{'kind':'prefix','bucket':'b','prefix':'','take':'all'}"
      })
  void everyKindOfSelectionIsSent(String line) throws Exception {
    // Given
    fake.reply("POST /batches", 202, Views.batch("b-1", BatchState.QUEUED, 0, 0));
    String[] parts = line.split("\\|", -1);
    List<String> arguments = new ArrayList<>(List.of("submit", "--recipe", "r@1", "--to", "t"));
    arguments.addAll(List.of(parts[0].split(" ")));
    // When
    Run run = run(arguments.toArray(String[]::new));
    // Then
    assertThat(run.err()).isEmpty();
    JsonNode body = parse(fake.requests().get(0).body());
    assertThat(body.get("selection")).isEqualTo(parse(parts[1]));
    assertThat(body.get("batch").asText()).matches("\\d{8}-\\d{6}-[a-z2-9]{4}");
  }

  @Test
  void aDryRunPrintsWhatItWouldComeTo() throws Exception {
    // Given
    fake.reply(
        "POST /batches?dryRun=true",
        200,
        Map.of(
            "jobs",
            123456,
            "bytes",
            9876543210L,
            "skipped",
            12,
            "rejectedRows",
            0,
            "complete",
            false,
            "gpuSeconds",
            98765.4,
            "cost",
            54.321));
    // When
    Run text = run(SUBMIT, "--dry-run");
    Run json = run(SUBMIT, "--dry-run", "--json");
    // Then
    assertThat(text)
        .isEqualTo(
            new Run(
                0,
                "dry run, nothing submitted: at least 123456 jobs, 9.9 GB, 12 others skipped\n"
                    + "about 98765 GPU seconds (27:26:05), cost 54.32\n",
                ""));
    assertThat(parse(json.out()).get("gpuSeconds").asDouble()).isEqualTo(98765.4);
  }

  @Test
  void aSubmissionCanBeWatchedToItsEnd() {
    // Given
    fake.reply("POST /batches", 202, Views.batch("b", BatchState.QUEUED, 0, 0))
        .replyEvents("GET /batches/b/events", event("batch", RUNNING), event("end", Map.of()))
        .reply("GET /batches/b", 200, COMPLETED);
    // When
    Run text = run(SUBMIT, "--watch");
    Run json = run(SUBMIT, "--watch", "--json");
    // Then
    assertThat(text.exit()).isZero();
    assertThat(text.out())
        .startsWith(
            "batch b is submitted\n"
                + "500 of 1000 jobs, running, ETA 1:02:03, 10 failed, 12.3 images/s, 2 to review\n")
        .contains("succeeded       1000");
    assertThat(json.exit()).isZero();
    assertThat(json.out().lines())
        .extracting(line -> parse(line).get("state").asText())
        .containsExactly("queued", "running", "completed");
  }

  @Test
  void aWatchEndsWithTheOutcome() {
    // Given
    fake.replyEvents("GET /batches/b/events", event("end", Map.of()))
        .reply("GET /batches/b", 200, Views.batch("b", BatchState.COMPLETED, 999, 1));
    // When, then
    assertThat(run("watch", "b").exit()).isEqualTo(3);
    assertThat(run("watch", "gone").exit()).isEqualTo(1);
  }

  @Test
  void aWatchThatRunsOutOfTimeSaysThatTheBatchGoesOn() {
    // Given
    fake.replyEvents("GET /batches/b/events", event("batch", RUNNING));
    // When
    Run run = run("watch", "b", "--timeout", "1s");
    // Then
    assertThat(run.exit()).isEqualTo(4);
    assertThat(run.err()).contains("batch b goes on by itself", "albumen watch b");
  }

  @Test
  void aWatchThatIsStoppedSaysThatTheBatchGoesOn() throws Exception {
    // Given
    fake.every(Duration.ofSeconds(30))
        .replyEvents("GET /batches/b/events", event("batch", RUNNING), ":\n\n");
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Run.class.getName(),
            "watch",
            "b",
            "-D",
            "api.url=" + fake.url());
    Path err = folder.resolve("watch.err");
    Process watch = new ProcessBuilder(command).redirectError(err.toFile()).start();
    try {
      assertThat(watch.inputReader().readLine()).startsWith("500 of 1000 jobs");
      // When
      watch.destroy();
      // Then
      assertThat(watch.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(watch.exitValue()).isEqualTo(4);
      assertThat(err).content().startsWith("batch b goes on by itself").hasLineCount(1);
    } finally {
      watch.destroyForcibly();
    }
  }

  @Test
  void theStatusOfOneBatchTellsItsOutcome() {
    // Given
    fake.reply("GET /batches/b", 200, RUNNING).reply("GET /batches/c", 200, COMPLETED);
    // When, then
    assertThat(run("status", "b").exit()).isEqualTo(4);
    assertThat(run("status", "--batch", "c").exit()).isZero();
    assertThat(run("status", "c", "--json").out()).hasLineCount(1).contains("\"succeeded\":1000");
  }

  @Test
  void theLatestBatchesAreATable() {
    // Given
    fake.reply("GET /batches?limit=2", 200, new Slice<>(List.of(RUNNING), "n"))
        .reply("GET /batches?after=n&limit=1", 200, new Slice<>(List.of(COMPLETED), "m"));
    // When
    Run table = run("status", "--limit", "2");
    Run json = run("status", "--limit", "2", "--json");
    // Then
    assertThat(table.exit()).isZero();
    assertThat(table.out().lines()).hasSize(4).last().asString().contains("raise --limit");
    assertThat(json.out().lines()).hasSize(2).allMatch(line -> line.startsWith("{"));
  }

  @Test
  void noBatchesAreSaid() {
    // Given
    fake.reply("GET /batches?limit=20", 200, new Slice<BatchView>(List.of(), null));
    // When, then
    assertThat(run("status")).isEqualTo(new Run(0, "no batches\n", ""));
    assertThat(run("status", "--json").out()).isEmpty();
  }

  @Test
  void jobsAreATable() {
    // Given
    List<JobView> jobs = List.of(Views.job("a.jpg", null), Views.job("b.jpg", "it ends early"));
    fake.reply(
        "GET /batches/b/jobs?code=IMAGE_DAMAGED&limit=100&review=true&state=failed",
        200,
        new Slice<>(jobs, null));
    String[] arguments = {"jobs", "b", "--state", "failed", "--code", "image_damaged", "--review"};
    // When
    Run table = run(arguments);
    Run json = run(arguments, "--json");
    // Then
    assertThat(table.err()).isEmpty();
    assertThat(table.out().lines().skip(1))
        .containsExactly(
            "succeeded  2026-11-28T14:00:00Z  s3://scans/a.jpg -> s3://results/a.jpg.png (0 faces)",
            "failed     2026-11-28T14:00:00Z  s3://scans/b.jpg  IMAGE_DAMAGED: it ends early");
    assertThat(json.out().lines()).hasSize(2).allMatch(line -> line.contains("\"jobId\""));
  }

  @Test
  void aBatchIsCancelled() {
    // Given
    fake.reply("POST /batches/b/cancel", 202, Views.batch("b", BatchState.CANCELLING, 490, 10))
        .replyProblem(
            "POST /batches/c/cancel", 409, FailureCode.BATCH_ENDED, "c has ended", Map.of());
    // When, then
    assertThat(run("cancel", "b"))
        .isEqualTo(new Run(0, "batch b is being cancelled: 500 of 1000 jobs had ended\n", ""));
    assertThat(run("cancel", "c")).isEqualTo(new Run(1, "", "albumen: BATCH_ENDED: c has ended\n"));
  }

  @Test
  void whatFailedIsRetried() {
    // Given
    fake.reply(
        "POST /batches/b/retry", 202, Map.of("replayed", 9, "resolvedBefore", 1, "refused", 0));
    fake.reply(
        "POST /batches/c/retry", 202, Map.of("replayed", 0, "resolvedBefore", 1, "refused", 2));
    // When, then
    assertThat(run("retry", "b", "--code", "TIMED_OUT"))
        .isEqualTo(
            new Run(
                0,
                "replayed 9, resolved before 1, refused 0\nwatch it with: albumen watch b\n",
                ""));
    assertThat(run("retry", "c").exit()).isEqualTo(1);
    assertThat(fake.requests())
        .extracting(FakeApi.Request::body)
        .containsExactly("{\"codes\":[\"TIMED_OUT\"]}", "{}");
  }

  @Test
  void deadLettersAreListedAndShown() {
    // Given
    fake.reply("GET /dead-letters?limit=1000", 200, slice(letter("0-1"), letter("0-2")));
    // When
    Run listed = run("dead-letters", "list");
    Run later = run("dead-letters", "list", "--since", "2026-11-28T14:00:01Z");
    Run shown = run("dead-letters", "show", "0-2");
    Run none = run("dead-letters", "show", "0-3");
    // Then
    assertThat(listed.out())
        .contains("0-1 ", "0-2 ", "s3://scans/a.jpg: it ends early", "2 letters");
    assertThat(later.out()).startsWith("0 letters");
    assertThat(shown.out().lines())
        .contains(
            "letter     0-2",
            "reason     it ends early",
            "   1  2026-11-28T14:00:00Z  failed    worker-1  IMAGE_DAMAGED: it ends early");
    assertThat(none).isEqualTo(new Run(64, "", "albumen: BAD_ARGUMENT: there is no letter 0-3\n"));
    assertThat(run("dead-letters", "list", "--json").out()).hasLineCount(2);
  }

  @Test
  void deadLettersAreReplayedAndDropped() throws Exception {
    // Given
    fake.reply("GET /dead-letters?limit=1000", 200, slice(letter("0-1"), letter("0-2")))
        .reply(
            "POST /dead-letters/replay",
            200,
            Map.of("replayed", 2, "resolvedBefore", 0, "refused", 0))
        .reply("POST /dead-letters/drop", 200, Map.of("dropped", 2, "resolvedBefore", 1));
    // When
    Run replayed = run("dead-letters", "replay", "--batch", "b", "--reason", "the disk is mended");
    Run dropped = run("dead-letters", "drop", "--job", "job-1");
    Run dry = run("dead-letters", "replay", "--everything", "--dry-run");
    // Then
    assertThat(replayed.out())
        .isEqualTo("replayed 2, resolved before 0, refused 0\nwatch it with: albumen watch b\n");
    assertThat(dropped.out()).isEqualTo("dropped 2, resolved before 1\n");
    assertThat(dry.out())
        .contains("0-1     would be replayed to albumen.jobs.photo")
        .endsWith("would have replayed 2\n");
    assertThat(fake.requests())
        .filteredOn(request -> request.line().startsWith("POST"))
        .extracting(request -> parse(request.body()))
        .containsExactly(
            parse("{'batch':'b','reason':'the disk is mended'}"), parse("{'ids':['0-1','0-2']}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "status",
        "status b",
        "watch b --timeout 1s",
        "jobs b",
        "cancel b",
        "retry b",
        "dead-letters list",
        "dead-letters show 0-1",
        "dead-letters drop 0-1",
        "submit --bucket b --recipe photo@1 --to r"
      })
  void nobodyAnswers(String line) throws Exception {
    // Given
    String url;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      url = "http://127.0.0.1:" + free.getLocalPort();
    }
    // When
    Run run = Run.of((line + " -D api.url=" + url).split(" "));
    // Then
    if (line.startsWith("watch")) {
      assertThat(run.exit()).isEqualTo(4); // waits for a dispatcher that is restarted
      return;
    }
    assertThat(run.err())
        .startsWith("albumen: DISPATCHER_UNAVAILABLE: no dispatcher answers at " + url)
        .contains("albumen.api.url")
        .hasLineCount(1);
    assertThat(run.exit()).isEqualTo(69);
  }

  @Test
  void whatTheApiSaysDoesNotMoveTheCursor() {
    // Given
    String hostile = "x\u001b[2J\r\u009b";
    BatchView batch = Views.batch(hostile, hostile, BatchState.COMPLETED, 1, 1, 0);
    fake.reply("GET /batches/b", 200, batch)
        .reply("GET /batches?limit=20", 200, new Slice<>(List.of(batch), hostile))
        .reply("GET /batches/b/jobs?limit=100", 200, slice(Views.job(hostile, hostile)))
        .reply("POST /batches/b/cancel", 202, batch)
        .replyProblem("POST /batches/b/retry", 409, FailureCode.REPLAY_OVERTAKEN, hostile, Map.of())
        .replyEvents("GET /batches/b/events", event("batch", batch), event("end", Map.of()));
    // When
    for (String line :
        List.of(
            "status b",
            "status b --json",
            "status --limit 1",
            "jobs b",
            "jobs b --json",
            "cancel b",
            "retry b",
            "watch b",
            "watch b --json")) {
      Run run = run(line.split(" "));
      // Then
      assertThat(run.out() + run.err())
          .as(line)
          .isNotEmpty()
          .doesNotContain("\u001b", "\r", "\u009b");
    }
  }

  @Test
  void aShellCompletesCommandsOptionsAndValues() {
    // When
    Run run = Run.of("completion");
    // Then
    assertThat(run.exit()).isZero();
    assertThat(run.out())
        .startsWith("#!")
        .contains("complete -F _complete_albumen", "dead-letters", "--max-rejected-rows")
        .contains("\"s3-inventory\"", "\"interactive\"");
  }

  private Run run(String[] command, String... more) {
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(List.of(more));
    return run(all.toArray(String[]::new));
  }

  private Run run(String... arguments) {
    return Run.of(Services.withSettings(Map.of("api.url", fake.url()), arguments));
  }

  private static Slice<Object> slice(Object... items) {
    return new Slice<>(List.of(items), null);
  }

  private static Map<String, Object> letter(String id) {
    return Map.ofEntries(
        Map.entry("id", id),
        Map.entry("code", "IMAGE_DAMAGED"),
        Map.entry("reason", "it ends early"),
        Map.entry("jobId", "job-1"),
        Map.entry("batchId", "b"),
        Map.entry("source", Map.of("bucket", "scans", "key", "a.jpg")),
        Map.entry("recipe", "photo@1"),
        Map.entry("topic", "albumen.jobs.photo"),
        Map.entry("attempts", 1),
        Map.entry(
            "history",
            List.of(
                Map.of(
                    "worker",
                    "worker-1",
                    "ending",
                    "failed",
                    "code",
                    "IMAGE_DAMAGED",
                    "message",
                    "it ends early",
                    "at",
                    "2026-11-28T14:00:00Z"))),
        Map.entry("worker", "worker-1"),
        Map.entry("time", "2026-11-28T14:00:00Z"),
        Map.entry("replays", 0));
  }

  private static JsonNode parse(String json) {
    try {
      return Json.readLenient(
          json.replace('\'', '"').getBytes(StandardCharsets.UTF_8), JsonNode.class);
    } catch (IOException e) {
      throw new AssertionError("no JSON: " + json, e);
    }
  }
}
