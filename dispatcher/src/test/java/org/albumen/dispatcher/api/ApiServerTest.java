package org.albumen.dispatcher.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.albumen.common.batch.RowRejected;
import org.albumen.common.config.AlbumenConfig;
import org.albumen.common.config.S3Clients;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.Lane;
import org.albumen.common.recipe.RecipeBook;
import org.albumen.dispatcher.Services;
import org.albumen.dispatcher.api.ApiClient.Answer;
import org.albumen.dispatcher.submission.Estimator.Estimate;
import org.albumen.dispatcher.view.Backlog.LaneBacklog;
import org.albumen.dispatcher.view.BatchState;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** The API without Kafka and store: what needs neither. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // JUnit calls what sets the fields
class ApiServerTest {
  private static final StaticCredentialsProvider CREDENTIALS =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b"));

  private final FakeBatches batches = new FakeBatches();
  private ApiServer server;
  private ApiClient client;

  static Map<String, String> settings() {
    return new HashMap<>(
        Map.of(
            "kafka.bootstrap-servers", "127.0.0.1:9",
            "s3.endpoint", "http://127.0.0.1:9",
            "s3.path-style", "true",
            "dispatcher.http-port", "0",
            "dispatcher.max-body", "20000",
            "dispatcher.licences", "permissive"));
  }

  static ApiParts parts(AlbumenConfig config, FakeBatches batches) throws AlbumenException {
    return new ApiParts(
        batches,
        () ->
            List.of(
                new LaneBacklog("photo", Lane.BULK, 7, 31.5, 12.25),
                new LaneBacklog("photo", Lane.INTERACTIVE, 0, null, null)),
        submission -> new Estimate(100, 5_000, 2, 1, true),
        recipe -> Optional.of(0.5),
        S3Clients.store(config.s3(), CREDENTIALS),
        S3Clients.links(config.s3(), CREDENTIALS),
        RecipeBook.builtIn(),
        () -> "albumen_up 1\n");
  }

  @BeforeAll
  void start() throws Exception {
    AlbumenConfig config = Services.config(settings());
    server = ApiServer.start(config, parts(config, batches));
    client = new ApiClient(server.address());
    batches.put(Views.batch("b-1", BatchState.RUNNING, 5));
    batches.put(Views.batch("b-2", BatchState.COMPLETED, 0));
    batches.put(Views.batch("b-3", BatchState.RUNNING, 1));
    batches.put(Views.pending("b-1", "j-1"));
    batches.put(Views.failed("b-1", "j-2"));
    batches.put(Views.succeeded("b-1", "j-3", "1927/a b.jpg", "out/a.png"));
    batches.add(new RowRejected("b-1", "list.csv", 7, FailureCode.MALFORMED_ROW, "no key"));
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void everyRouteIsDescribedAndNoneBesides() {
    TreeSet<String> described = new TreeSet<>();
    for (Map.Entry<String, JsonNode> path : OpenApi.DOCUMENT.get("paths").properties()) {
      for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
        described.add(operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey());
      }
    }
    List<String> routes =
        server.routes().stream()
            .filter(route -> !route.startsWith("HEAD"))
            .map(route -> route.replace('<', '{').replace('>', '}'))
            .toList();
    assertThat(new TreeSet<>(routes)).isEqualTo(described);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/batches",
        "/batches?limit=2",
        "/batches/b-1",
        "/batches/b-1/report",
        "/batches/b-1/jobs",
        "/batches/b-1/jobs?state=failed&code=IMAGE_DAMAGED&review=false",
        "/batches/b-1/jobs/j-1",
        "/batches/b-1/jobs/j-3",
        "/recipes",
        "/recipes/photo@1",
        "/recipes/faces-progan@1",
        "/models",
        "/backlog",
        "/backlog/photo/bulk",
        "/health/live",
        "/metrics",
        "/openapi.json",
        "/me"
      })
  void whatIsAskedForIsShownAsDescribed(String path) throws Exception {
    // When
    Answer answer = client.get(path);

    // Then
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(answer.header("Content-Security-Policy")).contains("default-src 'none'");
    assertThat(answer.header("Server")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "/nowhere, 404, BAD_ARGUMENT",
    "/batches/none, 404, BATCH_NOT_FOUND",
    "/batches/b-1/jobs/none, 404, JOB_NOT_FOUND",
    "/batches/b-2/jobs/j-1, 404, JOB_NOT_FOUND",
    "/batches?limit=0, 400, BAD_ARGUMENT",
    "/batches?limit=x, 400, BAD_ARGUMENT",
    "/batches?limti=1, 400, BAD_ARGUMENT",
    "/batches?limit=1&limit=2, 400, BAD_ARGUMENT",
    "/batches/b-1/jobs?state=lost, 400, BAD_ARGUMENT",
    "/batches/b-1/jobs?code=NONE, 400, BAD_ARGUMENT",
    "/batches/b-1/jobs?review=yes, 400, BAD_ARGUMENT",
    "/batches/b-1/jobs/j-1/preview/result, 404, SOURCE_NOT_FOUND",
    "/batches/b-1/jobs/j-1/preview/other, 400, BAD_ARGUMENT",
    "/batches/b-1/jobs/j-1/preview/source?width=63, 400, BAD_ARGUMENT",
    "/batches/b-1/jobs/j-1/sidecar, 404, SOURCE_NOT_FOUND",
    "/recipes/none@1, 404, UNKNOWN_RECIPE",
    "/backlog/none/bulk, 404, BAD_ARGUMENT",
    "/backlog/photo/fast, 400, BAD_ARGUMENT",
    "/assets/..%2findex.html, 404, BAD_ARGUMENT",
    "/assets/none.js, 404, BAD_ARGUMENT",
    "/dead-letters?after=x, 400, BAD_ARGUMENT",
    "/islandora, 400, BAD_ARGUMENT"
  })
  void whatIsWrongIsSaidAsAProblem(String path, int status, String code) throws Exception {
    // When
    Answer answer = client.get(path);

    // Then
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.code()).isEqualTo(code);
    assertThat(answer.json().get("type").asText()).isEqualTo("urn:albumen:failure:" + code);
    assertThat(answer.text()).doesNotContain("Exception").doesNotContain("\tat ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'recipe':'photo@1'} | selection",
        "{'selection':{'kind':'prefix','bucket':'archive'},'recipe':'photo@1','target':{'bucket':'results'},'colour':1} | colour",
        "{'selection':{'kind':'prefix','bucket':'archive','prefiks':'x'},'recipe':'photo@1','target':{'bucket':'results'}} | selection.prefiks",
        "{'selection':{'kind':'folder'},'recipe':'photo@1','target':{'bucket':'results'}} | kind",
        "{'selection':{'kind':'prefix','bucket':'archive'},'recipe':'photo@1','target':{'bucket':'results'},'lane':'fast'} | lane",
        "{'selection':{'kind':'prefix','bucket':'archive'},'recipe':'photo@1','target':{'bucket':'results'},'lane':'bulk','lane':'bulk'} | JSON",
        "{'selection':{'kind':'prefix','bucket':'archive'},'recipe':'photo@1','target':{'bucket':'results'},'sample':{'every':0}} | every",
        "{'selection':{'kind':'prefix','bucket':'archive'},'recipe':'photo@1','target':{'bucket':'results'},'pool':'A B'} | pool",
        "{'selection':{'kind':'prefix','bucket':'archive'},'recipe':'photo@1','target':{'bucket':'results'},'batch':'a/b'} | batch",
        "{'selection':{'kind':'prefix','bucket':'archive'},'recipe':'photo@1','target':{'bucket':'results'},'batch':'key-1'} | batch",
        "{'selection':{'kind':'prefix','bucket':'archive'},'recipe':'photo@1','target':{'bucket':'results'},'filter':{'glob':'[a'}} | glob",
        "{'selection':{'kind':'seeds','seeds':'1-'},'recipe':'faces-progan@1','target':{'bucket':'results'}} | seeds",
        "{'selection':{'kind':'seeds','seeds':'1'},'recipe':'photo@1','target':{'bucket':'results'}} | photo@1",
        "{'selection':{'kind':'prefix','bucket':'archive','take':'all'},'recipe':'photo@1','target':{'bucket':'archive','insideSource':true}} | insideSource",
        "[] | object",
        "{ | JSON",
        "null | null"
      })
  void aRequestThatIsWrongIsRefusedAndItsFieldNamed(String json, String named) throws Exception {
    // When
    Answer answer = client.post("/batches", json.replace('\'', '"'));

    // Then
    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("BAD_ARGUMENT");
    assertThat(answer.json().get("detail").asText()).contains(named);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "photo@9 | archive | x/ | results | out/ | 422 | UNKNOWN_RECIPE",
        "photo@1 | archive | ../ | results | out/ | 403 | KEY_NOT_ALLOWED",
        "photo@1 | .. | x/ | results | out/ | 403 | BUCKET_NOT_ALLOWED",
        "photo@1 | archive | x/ | archive | x/ | 422 | TARGET_INSIDE_SOURCE"
      })
  void whatMayNotBeIsRefusedBeforeTheStoreIsAsked(
      String recipe,
      String bucket,
      String prefix,
      String target,
      String below,
      int status,
      String code)
      throws Exception {
    // Given
    String json =
        ("{'selection':{'kind':'prefix','bucket':'%s','prefix':'%s'},'recipe':'%s',"
                + "'target':{'bucket':'%s','prefix':'%s'}}")
            .formatted(bucket, prefix, recipe, target, below);

    // When
    Answer answer = client.post("/batches", json.replace('\'', '"'));

    // Then
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.code()).isEqualTo(code);
  }

  @Test
  void aStoreThatIsAwayIsSaidToBe() throws Exception {
    // When
    Answer answer =
        client.post(
            "/batches",
            "{\"selection\":{\"kind\":\"prefix\",\"bucket\":\"archive\"},\"recipe\":\"photo@1\","
                + "\"target\":{\"bucket\":\"results\"}}");

    // Then
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.code()).isEqualTo("STORE_UNAVAILABLE");
    assertThat(answer.header("Retry-After")).isNotEmpty();
  }

  @Test
  void aBatchOfThatNameIsNotMadeAgain() throws Exception {
    // When
    Answer answer =
        client.post(
            "/batches",
            "{\"batch\":\"b-1\",\"selection\":{\"kind\":\"prefix\",\"bucket\":\"archive\"},"
                + "\"recipe\":\"photo@1\",\"target\":{\"bucket\":\"results\"}}");

    // Then
    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.code()).isEqualTo("BATCH_EXISTS");
  }

  @Test
  void aMethodThatAPathDoesNotKnowIsRefused() throws Exception {
    // When
    Answer answer = client.ask("DELETE", "/batches/b-1", BodyPublishers.noBody());

    // Then
    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.header("Allow")).contains("GET");
  }

  @Test
  void headTellsWhatGetWould() throws Exception {
    // When
    Answer answer = client.ask("HEAD", "/batches/b-1", BodyPublishers.noBody());

    // Then
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).startsWith("application/json");
    assertThat(client.ask("HEAD", "/batches/none", BodyPublishers.noBody()).status())
        .isEqualTo(404);
  }

  @Test
  void aBodyIsLimitedWhetherItSaysItsLengthOrNot() throws Exception {
    // Given
    String large = "{\"label\":\"" + "x".repeat(30_000) + "\"}";
    ApiClient json = client.with("Content-Type", "application/json");

    // When
    Answer told = json.postRaw("/batches", large);
    Answer chunked =
        json.ask(
            "POST",
            "/batches",
            BodyPublishers.ofInputStream(
                () -> new ByteArrayInputStream(large.getBytes(StandardCharsets.UTF_8))));

    // Then
    assertThat(told.status()).isEqualTo(413);
    assertThat(told.code()).isEqualTo("REQUEST_TOO_LARGE");
    assertThat(chunked.status()).isEqualTo(413);
  }

  @Test
  void aBodyThatIsNotSaidToBeJsonIsRefused() throws Exception {
    assertThat(client.with("Content-Type", "text/plain").postRaw("/batches", "{}").status())
        .isEqualTo(415);
    assertThat(
            client
                .with("Content-Type", "text/plain")
                .postRaw("/dead-letters/drop", "{\"everything\":true}")
                .status())
        .isEqualTo(415);
  }

  @Test
  void whatIsOverIsNeitherCancelledNorForgottenTooEarly() throws Exception {
    assertThat(client.post("/batches/b-2/cancel", "").code()).isEqualTo("BATCH_ENDED");
    assertThat(client.ask("DELETE", "/batches/b-1/report", BodyPublishers.noBody()).code())
        .isEqualTo("BATCH_NOT_ENDED");
  }

  @Test
  void whatACancelledBatchFailedIsNotReplayed() throws Exception {
    // Given
    batches.put(Views.batch("b-cancelled", BatchState.CANCELLED, 0));

    // When
    Answer retried = client.post("/batches/b-cancelled/retry", "{}");

    // Then
    assertThat(retried.status()).isEqualTo(409);
    assertThat(retried.code()).isEqualTo("BATCH_ENDED");
  }

  @Test
  void aTrackerThatIsNotReadyIsSaidToBe() throws Exception {
    // Given
    batches.ready(false);

    // When
    Answer batch = client.get("/batches/b-1");
    Answer ready = client.get("/health/ready");
    batches.ready(true);

    // Then
    assertThat(batch.status()).isEqualTo(503);
    assertThat(batch.code()).isEqualTo("TRACKER_NOT_READY");
    assertThat(batch.header("Retry-After")).isNotEmpty();
    assertThat(ready.status()).isEqualTo(503);
    assertThat(ready.json().at("/parts/tracker").asBoolean()).isFalse();
    assertThat(ready.json().at("/parts/kafka").asBoolean()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "Host: evil.example, 403",
    "Host: 127.0.0.1.evil.example, 403",
    "Host: localhost, 200",
    "Host: [::1]:99, 200",
    "'Host: localhost\r\nOrigin: http://evil.example', 403",
    "'Host: localhost\r\nOrigin: null', 403",
    "'Host: localhost\r\nOrigin: http://localhost', 200",
    "'Host: localhost\r\nSec-Fetch-Site: cross-site', 403",
    "'Host: localhost\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document', 200",
    "'Host: localhost\r\nSec-Fetch-Site: same-origin', 200"
  })
  void otherSitesPagesAreNotLetIn(String headers, int status) throws Exception {
    assertThat(raw("GET /me HTTP/1.1\r\n" + headers + "\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 " + status);
  }

  @Test
  void whatIsNoHttpIsRefusedWithoutWordsFromWithin() throws Exception {
    // When
    String answer = raw("GET /\u0000 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

    // Then
    assertThat(answer).startsWith("HTTP/1.1 400").doesNotContain("jetty").doesNotContain("at org");
  }

  @Test
  void aBatchIsWatchedUntilItEnds() throws Exception {
    // Given
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(20_000);
      send(socket, "GET /batches/b-3/events HTTP/1.1\r\nHost: localhost\r\n\r\n");
      BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      assertThat(until(lines, "data: ")).contains("\"state\":\"running\"");

      // When
      batches.put(Views.batch("b-3", BatchState.COMPLETED, 0));

      // Then
      assertThat(until(lines, "data: ")).contains("\"state\":\"completed\"");
      assertThat(until(lines, "event: ")).isEqualTo("event: end");
    }
  }

  @Test
  void aBatchThatHasEndedIsShownOnce() throws Exception {
    // When
    Answer answer = client.get("/batches/b-2/events");

    // Then
    assertThat(answer.text())
        .startsWith("event: batch\ndata: {")
        .endsWith("event: end\ndata: {}\n\n");
  }

  @Test
  void aLinkLeadsToTheObjectForAWhile() throws Exception {
    // When
    JsonNode links = client.get("/batches/b-1/jobs/j-3").json().get("links");

    // Then
    assertThat(links.get("source").asText())
        .startsWith("http://127.0.0.1:9/archive/1927/a%20b.jpg?")
        .contains("X-Amz-Expires=900");
    assertThat(links.get("sidecar").asText()).contains("/results/out/a.json?");
  }

  @Test
  void aRecipeWhoseLicenceIsNotAllowedSaysSo() throws Exception {
    // Given
    Map<String, String> settings = settings();
    settings.put("dispatcher.licences", "unknown");
    AlbumenConfig config = Services.config(settings);

    try (ApiServer strict = ApiServer.start(config, parts(config, batches))) {
      // When
      ApiClient asks = new ApiClient(strict.address());
      Answer recipe = asks.get("/recipes/photo@1");
      Answer submitted =
          asks.post(
              "/batches",
              "{\"selection\":{\"kind\":\"prefix\",\"bucket\":\"archive\"},"
                  + "\"recipe\":\"photo@1\",\"target\":{\"bucket\":\"results\"}}");

      // Then
      assertThat(recipe.json().get("allowed").asBoolean()).isFalse();
      assertThat(submitted.status()).isEqualTo(403);
      assertThat(submitted.code()).isEqualTo("LICENCE_NOT_ALLOWED");
    }
  }

  @Test
  void elsewhereThanOnLoopbackSomebodyMustBeKnown() throws Exception {
    // Given
    Map<String, String> settings = settings();
    settings.put("dispatcher.http-host", "0.0.0.0");
    AlbumenConfig config = Services.config(settings);

    // Then
    assertThatThrownBy(() -> ApiServer.start(config, parts(config, batches)))
        .isInstanceOfSatisfying(
            AlbumenException.class,
            e -> assertThat(e.code()).isEqualTo(FailureCode.BAD_CONFIGURATION));
  }

  private String raw(String request) throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(10_000);
      send(socket, request);
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static void send(Socket socket, String request) throws Exception {
    OutputStream out = socket.getOutputStream();
    out.write(request.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private static String until(BufferedReader lines, String start) throws Exception {
    for (int i = 0; i < 200; i++) {
      String line = lines.readLine();
      assertThat(line).isNotNull();
      if (line.startsWith(start)) {
        return line;
      }
    }
    throw new AssertionError("nothing begins with " + start);
  }
}
