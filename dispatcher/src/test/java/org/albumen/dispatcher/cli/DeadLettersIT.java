package org.albumen.dispatcher.cli;

import static org.albumen.common.failure.FailureCode.IMAGE_DAMAGED;
import static org.albumen.common.failure.FailureCode.MALFORMED_JOB;
import static org.albumen.common.failure.FailureCode.STORE_UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.albumen.common.codec.CloudEventCodec;
import org.albumen.common.codec.Json;
import org.albumen.common.deadletter.DeadLetterHeaders;
import org.albumen.common.event.JobAccepted;
import org.albumen.common.event.JobFailed;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.Job;
import org.albumen.common.topic.Topics;
import org.albumen.dispatcher.Letters;
import org.albumen.dispatcher.Services;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
@SuppressWarnings("NullAway.Init")
class DeadLettersIT {
  private static final String POOL = "letters";

  @TempDir static Path folder;
  private static Services services;
  private static long offset;

  @BeforeAll
  static void start() throws Exception {
    services = Services.start(folder);
    services.createTopics(POOL);
  }

  @AfterAll
  static void stop() throws IOException {
    services.close();
  }

  @Test
  void whatFailedIsListedShownAndReplayedOnceHoweverOftenOneAsks() throws Exception {
    // Given
    String a = bury("ls", "a", STORE_UNAVAILABLE);
    String b = bury("ls", "b", IMAGE_DAMAGED);
    // When
    Run listed = letters("list", "--batch", "ls");
    Run shown = letters("show", a);
    Run first = letters("replay", a, "--by", "ann", "--reason", "the disk was full");
    Run second = letters("replay", a);
    Run rest = letters("list", "--batch", "ls");
    Run all = letters("list", "--batch", "ls", "--all");
    // Then
    assertThat(listed.exit()).isZero();
    assertThat(listed.out().lines().map(String::stripTrailing))
        .containsSequence(
            "%-6s  2026-11-28T14:00:00Z  %-23s  s3://archive/a.jpg: it is so"
                .formatted(a, "STORE_UNAVAILABLE"),
            "%-6s  2026-11-28T14:00:00Z  %-23s  s3://archive/b.jpg: it is so"
                .formatted(b, "IMAGE_DAMAGED"))
        .contains("2 letters");
    assertThat(shown.out().lines())
        .contains(
            "letter     " + a,
            "reason     it is so",
            "given up   2026-11-28T14:00:00Z by worker-1 after 1 attempts",
            "trace      " + Letters.TRACE,
            "resolved   no",
            "   1  2026-11-28T14:00:00Z  failed    worker-1  STORE_UNAVAILABLE: it is so",
            "    \"key\" : \"a.jpg\"");
    assertThat(first)
        .returns(0, Run::exit)
        .returns("", Run::err)
        .extracting(Run::out)
        .asString()
        .contains(
            "replayed to albumen.jobs.letters  s3://archive/a.jpg",
            "replayed 1, resolved before 0, refused 0",
            "follow: albumen events --follow --batch ls");
    assertThat(second.exit()).isZero();
    assertThat(second.out())
        .contains("already replayed ", " by ann: the disk was full")
        .contains("replayed 0, resolved before 1, refused 0");
    assertThat(jobs("ls")).extracting(Job::source).hasSize(1);
    assertThat(rest.out()).contains(b, "1 letter (1 resolved: --all shows").doesNotContain("a.jpg");
    assertThat(all.out()).contains("[replayed ", " by ann: the disk was full]");
  }

  @Test
  void aBatchIsPendingAfterAReplayAndFailedAgainAfterAnotherFailure() throws Exception {
    // Given
    Job job = Letters.job("st", "a");
    JobFailed failed =
        new JobFailed(
            job.id(),
            "st",
            job.source().ref(),
            job.recipe(),
            STORE_UNAVAILABLE,
            "no answer",
            4,
            "w");
    services.announce(Letters.TIME, JobAccepted.of(job), failed);
    bury("st", "a", STORE_UNAVAILABLE);
    int before = status("st");
    // When
    letters("replay", "--batch", "st");
    int replayed = status("st");
    services.announce(
        Letters.TIME,
        failed, // late, of the time before
        failed.afterReplays(1),
        failed.afterReplays(1));
    int after = status("st");
    // Then
    assertThat(List.of(before, replayed, after)).containsExactly(3, 4, 3);
    assertThat(Run.of(services.arguments("events", "--batch", "st")).out().lines())
        .extracting(line -> line.substring(22, 31).strip())
        .containsExactly("failed", "replayed", "failed");
  }

  @Test
  void aDryRunSaysWhatItWouldDoAndDoesNothing() throws Exception {
    // Given
    String a = bury("dry", "a", STORE_UNAVAILABLE);
    // When
    Run run = letters("replay", "--batch", "dry", "--dry-run");
    // Then
    assertThat(run.exit()).isZero();
    assertThat(run.out())
        .contains(a, "would be replayed to albumen.jobs.letters", "would have replayed 1,");
    assertThat(jobs("dry")).isEmpty();
    assertThat(letters("list", "--batch", "dry").out()).contains("1 letter");
  }

  @Test
  void whatIsDroppedIsNotReplayedAndStaysInTheListOfAll() throws Exception {
    // Given
    String a = bury("dr", "a", IMAGE_DAMAGED);
    // When
    Run dropped = letters("drop", a, "--reason", "a poem");
    Run replayed = letters("replay", "--batch", "dr");
    // Then
    assertThat(dropped.exit()).isZero();
    assertThat(dropped.out()).contains("dropped 1,").doesNotContain("follow");
    assertThat(replayed.out()).contains("replayed 0, resolved before 1, refused 0");
    assertThat(jobs("dr")).isEmpty();
    assertThat(letters("list", "--batch", "dr").out()).startsWith("0 letters (1 resolved");
    assertThat(letters("show", a).out())
        .containsPattern("resolved   dropped \\S+ by \\S+@\\S+: a poem");
  }

  @Test
  void filtersSayWhichLettersAreMeant() throws Exception {
    // Given
    String a = bury("fi", "a", STORE_UNAVAILABLE);
    String b = bury("fi", "b", IMAGE_DAMAGED);
    bury("fj", "a", IMAGE_DAMAGED);
    String job = Letters.job("fi", "b").id();
    // When, then
    assertThat(ids("--batch", "fi")).containsExactly(a, b);
    assertThat(ids("--batch", "fi", "--code", "image_damaged")).containsExactly(b);
    assertThat(ids("--batch", "fi", "--code", "IMAGE_DAMAGED", "--code", "STORE_UNAVAILABLE"))
        .containsExactly(a, b);
    assertThat(ids("--job", job)).containsExactly(b);
    assertThat(ids("--batch", "fi", "--since", "2026-11-28T14:00:00Z")).containsExactly(a, b);
    assertThat(ids("--batch", "fi", "--since", "2026-11-28T14:00:01Z")).isEmpty();
    assertThat(ids(b, a)).containsExactly(b, a);
    assertThat(letters("list", "--batch", "fi").out())
        .contains("  IMAGE_DAMAGED                  1  ", "  STORE_UNAVAILABLE              1  ");
  }

  @Test
  void whatCannotBeReplayedIsRefusedByNameAndTheRestIsReplayed() throws Exception {
    // Given
    RecordHeaders omitted = new RecordHeaders();
    Letters.why(omitted, Topics.jobs(POOL), MALFORMED_JOB, offset++);
    DeadLetterHeaders.add(omitted, DeadLetterHeaders.OMITTED, "key, value, headers");
    RecordHeaders foreign = new RecordHeaders();
    Letters.why(foreign, "orders", MALFORMED_JOB, offset++);
    RecordHeaders gone = new RecordHeaders();
    Letters.why(gone, Topics.jobs("gone"), MALFORMED_JOB, offset++);
    RecordHeaders malformed = new RecordHeaders();
    Letters.why(malformed, Topics.jobs(POOL), MALFORMED_JOB, offset++);
    byte[] text = "{".getBytes(StandardCharsets.UTF_8);
    List<String> ids =
        List.of(
            sent(Letters.letter(null, null, omitted)),
            sent(Letters.letter(null, text, foreign)),
            sent(Letters.letter(null, text, gone)),
            sent(Letters.letter(null, text, new RecordHeaders())),
            sent(Letters.letter(null, text, malformed)));
    // When
    List<String> arguments = new ArrayList<>(List.of("replay"));
    arguments.addAll(ids);
    Run run = letters(arguments.toArray(String[]::new));
    // Then
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err().lines())
        .hasSize(4)
        .allMatch(line -> line.startsWith("albumen: NOT_REPLAYABLE: letter "));
    assertThat(run.err())
        .contains(
            "it holds no message",
            "from orders",
            "no topic albumen.jobs.gone",
            "not come from a topic of jobs but from albumen.dead-letters");
    assertThat(run.out()).contains("replayed 1, resolved before 0, refused 4");
    assertThat(letters("show", ids.get(0)).out()).contains("left out: key, value, headers");
    assertThat(letters("show", ids.get(4)).out()).endsWith("content\n{\n");
    assertThat(letters("list", ids.get(3)).out()).contains("UNEXPECTED", "no job");
  }

  @Test
  void aLetterThatIsNotThereStopsEverything() throws Exception {
    // Given
    String a = bury("no", "a", STORE_UNAVAILABLE);
    // When
    Run run = letters("replay", a, "0-99999");
    // Then
    assertThat(run.exit()).isEqualTo(64);
    assertThat(run.err())
        .startsWith("albumen: BAD_ARGUMENT: there is no letter 0-99999; ")
        .hasLineCount(1);
    assertThat(run.out()).isEmpty();
    assertThat(jobs("no")).isEmpty();
    assertThat(letters("show", "7-0").exit()).isEqualTo(64);
  }

  @Test
  void aLetterIsAlsoJson() throws Exception {
    // Given
    String a = bury("js", "a", STORE_UNAVAILABLE);
    // When
    Run listed = letters("list", "--batch", "js", "--json");
    Run shown = letters("show", a, "--json");
    // Then
    assertThat(listed.out()).hasLineCount(1).isEqualTo(shown.out());
    JsonNode json = Json.readLenient(shown.out().getBytes(StandardCharsets.UTF_8), JsonNode.class);
    assertThat(json.get("id").asText()).isEqualTo(a);
    assertThat(json.get("code").asText()).isEqualTo("STORE_UNAVAILABLE");
    assertThat(json.at("/job/source/key").asText()).isEqualTo("a.jpg");
    assertThat(json.at("/origin/topic").asText()).isEqualTo(Topics.jobs(POOL));
    assertThat(json.at("/history/0/ending").asText()).isEqualTo("failed");
    assertThat(json.get("traceparent").asText()).isEqualTo(Letters.TRACE);
    assertThat(json.has("resolution")).isFalse();
  }

  private static String bury(String batch, String name, FailureCode code) throws Exception {
    return sent(Letters.buried(POOL, Letters.job(batch, name), code, offset++));
  }

  private static String sent(ProducerRecord<byte[], byte[]> letter) throws Exception {
    var place = services.send(List.of(letter));
    return place.partition() + "-" + place.offset();
  }

  private static Run letters(String... arguments) {
    List<String> all = new ArrayList<>(List.of("dead-letters"));
    all.addAll(List.of(arguments));
    all.add("--direct");
    return Run.of(services.arguments(all.toArray(String[]::new)));
  }

  private static List<String> ids(String... filter) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("list", "--json"));
    arguments.addAll(List.of(filter));
    List<String> ids = new ArrayList<>();
    for (String line : letters(arguments.toArray(String[]::new)).out().lines().toList()) {
      byte[] json = line.getBytes(StandardCharsets.UTF_8);
      ids.add(Json.readLenient(json, JsonNode.class).get("id").asText());
    }
    return ids;
  }

  private static int status(String batch) {
    return Run.of(services.arguments("status", "--direct", "--batch", batch)).exit();
  }

  private static List<Job> jobs(String batch) throws Exception {
    List<Job> jobs = new ArrayList<>();
    for (var message : services.contents(Topics.jobs(POOL))) {
      if (batch.equals(CloudEventCodec.batchId(message.headers()))) {
        jobs.add(CloudEventCodec.readJob(message));
      }
    }
    return jobs;
  }
}
