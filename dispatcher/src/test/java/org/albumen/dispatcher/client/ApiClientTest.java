package org.albumen.dispatcher.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.albumen.common.codec.Json;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.Lane;
import org.albumen.common.job.Target;
import org.albumen.common.submission.Filter;
import org.albumen.common.submission.Prefix;
import org.albumen.common.submission.Sample;
import org.albumen.dispatcher.Services;
import org.albumen.dispatcher.view.BatchState;
import org.albumen.dispatcher.view.BatchView;
import org.albumen.dispatcher.view.JobQuery;
import org.albumen.dispatcher.view.JobState;
import org.albumen.dispatcher.view.JobView;
import org.albumen.dispatcher.view.Slice;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
@SuppressWarnings("NullAway.Init")
class ApiClientTest {
  private static final NewBatch WANTED =
      new NewBatch(
          "b-1",
          new Prefix("scans", "1927/", null),
          Filter.NONE,
          new Sample(10L, null),
          "photo@1",
          new Target("results", "1927"),
          "photo",
          Lane.INTERACTIVE,
          null,
          null,
          null);

  private final List<Duration> pauses = new ArrayList<>();
  private FakeApi fake;
  private ApiClient client;

  @BeforeEach
  void start() throws Exception {
    fake = FakeApi.start();
    client = new ApiClient(fake.settings(), pauses::add);
  }

  @AfterEach
  void stop() {
    fake.close();
  }

  @Test
  void aSubmissionIsSentWithTokenAndKey() throws Exception {
    // Given
    BatchView queued = Views.batch("b-1", BatchState.QUEUED, 0, 0);
    fake.reply("POST /batches", 202, queued);
    // When
    BatchView answer = client.submit(WANTED, "key-of-mine");
    // Then
    assertThat(answer).isEqualTo(queued);
    FakeApi.Request request = fake.requests().get(0);
    assertThat(request.header("Authorization")).isEqualTo("Bearer t0ken");
    assertThat(request.header("Idempotency-key")).isEqualTo("key-of-mine");
    assertThat(request.header("Content-type")).isEqualTo("application/json");
    assertThat(parse(request.body()))
        .isEqualTo(
            parse(
                "{'batch':'b-1','selection':{'kind':'prefix','bucket':'scans','prefix':'1927/'},"
                    + "'sample':{'every':10},'recipe':'photo@1','pool':'photo',"
                    + "'target':{'bucket':'results','prefix':'1927/'},'lane':'interactive'}"));
  }

  @Test
  void aSubmissionWhoseAnswerIsLostIsSentAgainWithTheSameKey() throws Exception {
    // Given
    fake.cut("POST /batches")
        .reply("POST /batches", 202, Views.batch("b-1", BatchState.QUEUED, 0, 0));
    // When
    client.submit(WANTED, "key");
    // Then
    assertThat(fake.requests()).extracting(r -> r.header("Idempotency-key")).containsOnly("key");
    assertThat(fake.requests()).hasSizeGreaterThan(1);
  }

  @Test
  void aBusyDispatcherIsAskedAgainWhenItSays() throws Exception {
    // Given
    fake.replyProblem(
            "GET /batches/b-1",
            503,
            FailureCode.TRACKER_NOT_READY,
            "still reading",
            Map.of("Retry-After", "7"))
        .reply("GET /batches/b-1", 200, Views.batch("b-1", BatchState.RUNNING, 1, 0));
    // When
    BatchView answer = client.batch("b-1");
    // Then
    assertThat(answer.succeeded()).isOne();
    assertThat(pauses).containsExactly(Duration.ofSeconds(7));
  }

  @Test
  void patienceEnds() {
    // Given
    fake.replyProblem(
        "GET /batches/b-1",
        503,
        FailureCode.KAFKA_UNAVAILABLE,
        "no broker answers",
        Map.of("Retry-After", "0"));
    // When
    AlbumenException e = catchThrowableOfType(AlbumenException.class, () -> client.batch("b-1"));
    // Then
    assertThat(e.line()).isEqualTo("KAFKA_UNAVAILABLE: no broker answers");
    assertThat(fake.requests()).hasSize(5);
    assertThat(pauses).hasSize(4).containsOnly(Duration.ofSeconds(1));
  }

  @Test
  void whoAsksForTooMuchPatienceIsNotAskedAgain() {
    // Given
    fake.replyProblem(
        "GET /batches/b-1",
        503,
        FailureCode.CLOCK_SKEWED,
        "by an hour",
        Map.of("Retry-After", "3600"));
    // When
    assertThatThrownBy(() -> client.batch("b-1")).hasMessage("by an hour");
    // Then
    assertThat(fake.requests()).hasSize(1);
  }

  @Test
  void aProblemIsThrownWithItsCode() {
    // Given
    fake.replyProblem(
        "GET /batches/gone", 404, FailureCode.BATCH_NOT_FOUND, "there is no batch gone", Map.of());
    // When
    AlbumenException e = catchThrowableOfType(AlbumenException.class, () -> client.batch("gone"));
    // Then
    assertThat(e.line()).isEqualTo("BATCH_NOT_FOUND: there is no batch gone");
  }

  @ParameterizedTest
  @CsvSource({
    "401, UNAUTHENTICATED, albumen.api.token",
    "403, ROLE_MISSING, 403",
    "404, BAD_CONFIGURATION, albumen.api.url",
    "413, REQUEST_TOO_LARGE, 413",
    "500, BAD_CONFIGURATION, albumen.api.url",
    "502, DISPATCHER_UNAVAILABLE, albumen.api.url",
    "301, BAD_CONFIGURATION, albumen.api.url",
    "200, BAD_CONFIGURATION, albumen.api.url"
  })
  void somebodyElseAnswers(int status, FailureCode code, String hint) {
    // Given
    fake.replyText(
        "GET /batches/b",
        status,
        Map.of("Content-Type", "text/html", "Location", fake.url() + "/elsewhere"),
        "<h1>Welcome</h1>");
    // When
    AlbumenException e = catchThrowableOfType(AlbumenException.class, () -> client.batch("b"));
    // Then
    assertThat(e.code()).isEqualTo(code);
    assertThat(e.getMessage()).contains(hint).doesNotContain("t0ken");
    assertThat(fake.requests()).extracting(FakeApi.Request::line).containsOnly("GET /batches/b");
  }

  @Test
  void nobodyAnswers() throws Exception {
    // Given
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    String url = "http://ann:secret@127.0.0.1:" + port + "/albumen/";
    ApiClient nobody = new ApiClient(Services.config(Map.of("api.url", url)).api(), pauses::add);
    // When
    AlbumenException e = catchThrowableOfType(AlbumenException.class, () -> nobody.batch("b"));
    // Then
    assertThat(e.line())
        .isEqualTo(
            "DISPATCHER_UNAVAILABLE: no dispatcher answers at http://127.0.0.1:"
                + port
                + "/albumen; start a dispatcher, or mend albumen.api.url");
    assertThat(pauses).isEmpty();
  }

  @Test
  void aTokenThatCannotBeOneIsNotShown() throws Exception {
    // Given
    var settings =
        Services.config(Map.of("api.url", fake.url(), "api.token", "s3\u0001cret")).api();
    // When
    AlbumenException e =
        catchThrowableOfType(AlbumenException.class, () -> new ApiClient(settings).batch("b"));
    // Then
    assertThat(e.code()).isEqualTo(FailureCode.BAD_CONFIGURATION);
    assertThat(e.getMessage()).contains("albumen.api.token").doesNotContain("s3", "cret");
  }

  @Test
  void anAnswerThatDoesNotEndIsNotKept() {
    // Given
    fake.replyText("GET /batches/b", 200, Map.of(), " ".repeat((16 << 20) + 1));
    // When, then
    assertThatThrownBy(() -> client.batch("b")).hasMessageContaining("more than 16 MiB");
  }

  @Test
  void jobsAreAskedForByTheirState() throws Exception {
    // Given
    Slice<JobView> slice = new Slice<>(List.of(Views.job("a.jpg", "it ends early")), "x y");
    fake.reply(
        "GET /batches/b/jobs?after=p%2F1&code=IMAGE_DAMAGED&limit=5&review=true&state=failed",
        200, slice);
    JobQuery query = new JobQuery(JobState.FAILED, FailureCode.IMAGE_DAMAGED, true);
    // When
    Slice<JobView> answer = client.jobs("b", query, "p/1", 5);
    // Then
    assertThat(answer).isEqualTo(slice);
  }

  @Test
  void whatFailedIsReplayedByCode() throws Exception {
    // Given
    fake.reply(
        "POST /batches/b/retry",
        202,
        Map.of("replayed", 3, "resolvedBefore", 1, "refused", 0, "later", "versions"));
    // When
    Resolved answer = client.retry("b", Set.of(FailureCode.TIMED_OUT));
    // Then
    assertThat(answer).isEqualTo(new Resolved(3L, null, 1, 0L));
    assertThat(fake.requests().get(0).body()).isEqualTo("{\"codes\":[\"TIMED_OUT\"]}");
  }

  private static JsonNode parse(String json) throws IOException {
    return Json.readLenient(
        json.replace('\'', '"').getBytes(StandardCharsets.UTF_8), JsonNode.class);
  }
}
