package org.albumen.dispatcher.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.albumen.common.batch.BatchCancelled;
import org.albumen.common.batch.BatchEvent;
import org.albumen.common.codec.CloudEventCodec;
import org.albumen.common.codec.Json;
import org.albumen.common.config.AlbumenConfig;
import org.albumen.common.config.S3Clients;
import org.albumen.common.control.CancelBatch;
import org.albumen.common.control.ForgetBatch;
import org.albumen.common.event.JobReviewed;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.Job;
import org.albumen.common.job.Lane;
import org.albumen.common.recipe.RecipeBook;
import org.albumen.common.store.Links;
import org.albumen.common.store.ObjectStore;
import org.albumen.common.submission.Objects;
import org.albumen.common.submission.Submission;
import org.albumen.common.submission.SubmissionPage;
import org.albumen.common.topic.Topics;
import org.albumen.dispatcher.Letters;
import org.albumen.dispatcher.Services;
import org.albumen.dispatcher.api.ApiClient.Answer;
import org.albumen.dispatcher.submission.Estimator.Estimate;
import org.albumen.dispatcher.view.BatchState;
import org.albumen.dispatcher.view.BatchView;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The API with Kafka and a store; the tracker is in memory. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // JUnit calls what sets the fields
class ApiIT {
  private static final String REQUEST =
      "{\"selection\":{\"kind\":\"prefix\",\"bucket\":\"archive\",\"prefix\":\"1927/\"},"
          + "\"recipe\":\"photo@1\",\"target\":{\"bucket\":\"results\",\"prefix\":\"out/\"},"
          + "\"label\":\"%s\"}";

  private final FakeBatches batches = new FakeBatches();
  private Services services;
  private AlbumenConfig config;
  private ObjectStore store;
  private Links links;
  private ApiServer server;
  private ApiClient client;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    services = Services.start(folder);
    services.createTopics("photo");
    Map<String, String> settings = new HashMap<>(services.settings());
    settings.put("dispatcher.http-port", "0");
    settings.put("dispatcher.gpu-hour-price", "3.6");
    config = Services.config(settings);
    store = S3Clients.store(config.s3());
    links = S3Clients.links(config.s3());
    server = serve(batches);
    client = new ApiClient(server.address());
    Path photographs = Files.createDirectories(services.archive().resolve("1927"));
    BufferedImage image = new BufferedImage(300, 200, BufferedImage.TYPE_INT_RGB);
    ImageIO.write(image, "jpeg", photographs.resolve("a.jpg").toFile());
    Files.writeString(photographs.resolve("b.jpg"), "no image");
    Files.writeString(services.archive().resolve("list.csv"), "archive,1927/a.jpg\n");
    Path results = Files.createDirectories(folder.resolve("results/out"));
    ImageIO.write(image, "png", results.resolve("a.png").toFile());
    Files.writeString(results.resolve("a.json"), "{\"fingerprint\":\"00\"}");
  }

  private ApiServer serve(FakeBatches tracker) throws Exception {
    return ApiServer.start(
        config,
        new ApiParts(
            tracker,
            List::of,
            submission -> new Estimate(1_000, 5_000, 2, 0, false),
            recipe -> Optional.of(2.0),
            store,
            links,
            RecipeBook.builtIn(),
            () -> ""));
  }

  @AfterAll
  void stop() throws Exception {
    server.close();
    links.close();
    store.close();
    services.close();
  }

  private List<Submission> submissions(String label) throws Exception {
    List<Submission> found = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> message : services.contents(Topics.SUBMISSIONS)) {
      Submission submission = SubmissionPage.of(message).submission();
      if (label.equals(submission.label())) {
        found.add(submission);
      }
    }
    return found;
  }

  @Test
  void whatIsAcceptedIsInKafkaAndShownAtOnce() throws Exception {
    // When
    Answer answer = client.post("/batches", REQUEST.formatted("plain"));

    // Then
    assertThat(answer.status()).isEqualTo(202);
    String id = answer.json().get("batchId").asText();
    assertThat(answer.header("Location")).isEqualTo("/batches/" + id);
    assertThat(submissions("plain"))
        .singleElement()
        .satisfies(
            submission -> {
              assertThat(submission.batchId()).isEqualTo(id);
              assertThat(submission.submittedBy()).isEqualTo("local");
              assertThat(submission.lane()).isEqualTo(Lane.BULK);
            });
    assertThat(client.get("/batches/" + id).json().get("state").asText()).isEqualTo("queued");
  }

  @Test
  void theSameKeyIsTheSameBatchHoweverOftenAndHoweverManyAtOnce() throws Exception {
    // Given
    ApiClient keyed = client.with("Idempotency-Key", "k-1", "Content-Type", "application/json");
    ExecutorService many = Executors.newFixedThreadPool(8);

    // When
    List<Future<Answer>> answers =
        IntStream.range(0, 8)
            .mapToObj(i -> many.submit(() -> keyed.postRaw("/batches", REQUEST.formatted("keyed"))))
            .toList();

    // Then
    Set<String> ids = new TreeSet<>();
    for (Future<Answer> answer : answers) {
      assertThat(answer.get().status()).isEqualTo(202);
      ids.add(answer.get().text());
    }
    many.shutdown();
    assertThat(ids).hasSize(1);
    assertThat(submissions("keyed")).hasSize(1);
    Answer other = keyed.postRaw("/batches", REQUEST.formatted("keyed otherwise"));
    assertThat(other.status()).isEqualTo(409);
    assertThat(other.code()).isEqualTo("BATCH_EXISTS");
    assertThat(submissions("keyed otherwise")).isEmpty();
  }

  @Test
  void anotherDispatcherTellsByTheTrackerWhetherAKeyAsksForTheSame() throws Exception {
    // Given
    String request = REQUEST.formatted("elsewhere");
    String filtered = request.replaceFirst("\\{", "{\"filter\":{\"minSize\":1},");
    Answer first =
        client
            .with("Idempotency-Key", "k-2", "Content-Type", "application/json")
            .postRaw("/batches", request);
    FakeBatches tracker = new FakeBatches();
    tracker.put(Json.read(first.text().getBytes(StandardCharsets.UTF_8), BatchView.class));

    // When
    try (ApiServer another = serve(tracker)) {
      ApiClient keyed =
          new ApiClient(another.address())
              .with("Idempotency-Key", "k-2", "Content-Type", "application/json");
      Answer again = keyed.postRaw("/batches", request);
      Answer other = keyed.postRaw("/batches", filtered);

      // Then
      assertThat(again.status()).isEqualTo(202);
      assertThat(again.json().get("batchId")).isEqualTo(first.json().get("batchId"));
      assertThat(other.status()).isEqualTo(409);
      assertThat(other.code()).isEqualTo("BATCH_EXISTS");
      assertThat(submissions("elsewhere")).hasSize(1);
    }
  }

  @Test
  void aNameIsTakenOnce() throws Exception {
    // Given
    String named = REQUEST.formatted("named").replaceFirst("\\{", "{\"batch\":\"my-batch\",");

    // When
    Answer first = client.post("/batches", named);
    Answer second = client.post("/batches", named);

    // Then
    assertThat(first.status()).isEqualTo(202);
    assertThat(second.code()).isEqualTo("BATCH_EXISTS");
  }

  @Test
  void aDryRunCountsAndPublishesNothing() throws Exception {
    // When
    Answer answer = client.post("/batches?dryRun=true", REQUEST.formatted("dry"));

    // Then
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().get("jobs").asLong()).isEqualTo(1_000);
    assertThat(answer.json().get("complete").asBoolean()).isFalse();
    assertThat(answer.json().get("gpuSeconds").asDouble()).isEqualTo(2_000);
    assertThat(answer.json().get("cost").asDouble()).isEqualTo(2);
    assertThat(submissions("dry")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'kind':'prefix','bucket':'archive','prefix':'1899/' | results | 422 | NOTHING_SELECTED",
        "'kind':'prefix','bucket':'nowhere' | results | 422 | BUCKET_NOT_FOUND",
        "'kind':'prefix','bucket':'archive','prefix':'1927/' | nowhere | 422 | BUCKET_NOT_FOUND",
        "'kind':'manifest','bucket':'archive','key':'no.csv','format':'csv' | results | 404 | SOURCE_NOT_FOUND",
        "'kind':'manifest','bucket':'archive','key':'list.csv','format':'csv' | results | 202 | ",
        "'kind':'objects','objects':[{'bucket':'archive','key':'1927/a.jpg'}] | results | 202 | "
      })
  void whatCannotBecomeJobsIsRefused(String selection, String target, int status, String code)
      throws Exception {
    // Given
    String json =
        ("{'selection':{" + selection + "},'recipe':'photo@1','target':{'bucket':'%s'}}")
            .formatted(target)
            .replace('\'', '"');

    // When
    Answer answer = client.post("/batches", json);

    // Then
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.code()).isEqualTo(code == null ? "" : code);
  }

  @Test
  void aCloudEventIsASubmissionOnceInEitherMode() throws Exception {
    // Given
    ApiClient structured = client.with("Content-Type", "application/cloudevents+json");
    ApiClient binary =
        client.with(
            "Content-Type",
            "application/json",
            "ce-specversion",
            "1.0",
            "ce-id",
            "1",
            "ce-type",
            SubmissionPage.REQUESTED,
            "ce-source",
            "/archive");
    String event =
        "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/archive\",\"type\":\"%s\","
                .formatted(SubmissionPage.REQUESTED)
            + "\"traceparent\":\"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\","
            + "\"data\":"
            + REQUEST.formatted("event")
            + "}";

    // When
    Answer first = structured.postRaw("/batches", event);
    Answer again = structured.postRaw("/batches", event);
    Answer same = binary.postRaw("/batches", REQUEST.formatted("event"));

    // Then
    assertThat(first.status()).as(first.text()).isEqualTo(202);
    assertThat(again.json().get("batchId")).isEqualTo(first.json().get("batchId"));
    assertThat(same.json().get("batchId")).isEqualTo(first.json().get("batchId"));
    assertThat(submissions("event")).hasSize(1);
    assertThat(structured.postRaw("/batches", event.replace("requested.v1", "requested.v2")).code())
        .isEqualTo("BAD_ARGUMENT");
    assertThat(structured.postRaw("/batches", event.replace("\"id\":\"1\",", "")).code())
        .isEqualTo("BAD_ARGUMENT");
    assertThat(structured.postRaw("/batches", event.replace("\"label\"", "\"lable\"")).text())
        .contains("lable");
    assertThat(
            client
                .with("Content-Type", "application/cloudevents-batch+json")
                .postRaw("/batches", "[" + event + "]")
                .status())
        .isEqualTo(400);
  }

  @Test
  void anOrderToCancelIsWrittenInBothPlaces() throws Exception {
    // Given
    batches.put(Views.batch("b-cancel", BatchState.RUNNING, 5));

    // When
    Answer answer = client.post("/batches/b-cancel/cancel", "");

    // Then
    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.json().get("state").asText()).isEqualTo("cancelling");
    assertThat(services.contents(Topics.CONTROL))
        .filteredOn(m -> CancelBatch.TYPE.equals(CloudEventCodec.type(m.headers())))
        .anySatisfy(m -> assertThat(CancelBatch.of(m).batchId()).isEqualTo("b-cancel"));
    assertThat(services.contents(Topics.BATCHES))
        .anySatisfy(
            m -> assertThat(BatchEvent.of(m)).isEqualTo(new BatchCancelled("b-cancel", "local")));
  }

  @Test
  void aBatchThatHasEndedIsForgotten() throws Exception {
    // Given
    batches.put(Views.batch("b-old", BatchState.COMPLETED, 0));

    // When
    Answer answer = client.ask("DELETE", "/batches/b-old/report", BodyPublishers.noBody());

    // Then
    assertThat(answer.status()).isEqualTo(204);
    assertThat(services.contents(Topics.CONTROL))
        .filteredOn(m -> ForgetBatch.TYPE.equals(CloudEventCodec.type(m.headers())))
        .anySatisfy(m -> assertThat(ForgetBatch.of(m).batchId()).isEqualTo("b-old"));
  }

  @Test
  void aReviewIsRecorded() throws Exception {
    // Given
    batches.put(Views.batch("b-review", BatchState.COMPLETED, 0));
    batches.put(Views.succeeded("b-review", "j-review", "1927/a.jpg", "out/a.png"));

    // When
    Answer answer =
        client.post(
            "/batches/b-review/jobs/j-review/review",
            "{\"verdict\":\"rejected\",\"note\":\"not him\"}");

    // Then
    assertThat(answer.status()).isEqualTo(204);
    assertThat(services.contents(Topics.EVENTS))
        .anySatisfy(
            m ->
                assertThat(CloudEventCodec.readEvent(m))
                    .isInstanceOfSatisfying(
                        JobReviewed.class,
                        event -> {
                          assertThat(event.jobId()).isEqualTo("j-review");
                          assertThat(event.verdict()).isEqualTo(JobReviewed.Verdict.REJECTED);
                          assertThat(event.note()).isEqualTo("not him");
                          assertThat(event.by()).isEqualTo("local");
                          assertThat(event.review()).isNotBlank();
                        }));
    assertThat(client.post("/batches/b-review/jobs/j-review/review", "{}").code())
        .isEqualTo("BAD_ARGUMENT");
  }

  @Test
  void lettersAreListedInPartsRetriedAndDropped() throws Exception {
    // Given
    batches.put(Views.batch("b-dead", BatchState.COMPLETED, 0));
    for (int i = 0; i < 5; i++) {
      services.send(
          Letters.buried(
              "photo", Letters.job("b-dead", "p" + i), FailureCode.STORE_UNAVAILABLE, 100 + i));
    }
    services.send(
        Letters.buried("photo", Letters.job("b-dead", "bad"), FailureCode.IMAGE_DAMAGED, 200));

    // When
    Answer part = client.get("/dead-letters?batch=b-dead&limit=4");
    Answer rest =
        client.get("/dead-letters?batch=b-dead&limit=4&after=" + part.json().get("next").asText());
    Answer retried = client.post("/batches/b-dead/retry", "{\"codes\":[\"STORE_UNAVAILABLE\"]}");
    Answer again = client.post("/batches/b-dead/retry", "{\"codes\":[\"STORE_UNAVAILABLE\"]}");
    Answer dropped =
        client.post("/dead-letters/drop", "{\"batch\":\"b-dead\",\"reason\":\"lost\"}");

    // Then
    assertThat(part.json().get("items")).hasSize(4);
    assertThat(part.json().at("/items/0/history/0/message").asText()).isEqualTo("it is so");
    assertThat(rest.json().get("items")).hasSize(2);
    assertThat(rest.json().has("next")).isFalse();
    assertThat(retried.text()).isEqualTo("{\"replayed\":5,\"resolvedBefore\":0,\"refused\":0}");
    assertThat(again.text()).isEqualTo("{\"replayed\":0,\"resolvedBefore\":5,\"refused\":0}");
    assertThat(dropped.text()).isEqualTo("{\"dropped\":1,\"resolvedBefore\":5}");
    assertThat(services.contents(Topics.jobs("photo"))).hasSize(5);
    Answer resolved = client.get("/dead-letters?batch=b-dead&code=IMAGE_DAMAGED");
    assertThat(resolved.json().at("/items/0/resolution/note").asText()).isEqualTo("lost");
    assertThat(client.post("/dead-letters/drop", "{}").code()).isEqualTo("BAD_ARGUMENT");
    assertThat(
            client.post("/dead-letters/drop", "{\"everything\":true,\"batch\":\"b-dead\"}").code())
        .isEqualTo("BAD_ARGUMENT");
    assertThat(client.post("/dead-letters/drop", "{\"ids\":[\"0-99999\"]}").code())
        .isEqualTo("BAD_ARGUMENT");
  }

  @Test
  void picturesAndSidecarsAreShown() throws Exception {
    // Given
    batches.put(Views.batch("b-show", BatchState.COMPLETED, 0));
    batches.put(Views.succeeded("b-show", "j-show", "1927/a.jpg", "out/a.png"));
    batches.put(Views.succeeded("b-show", "j-none", "1927/none.jpg", "out/none.png"));
    batches.put(Views.succeeded("b-show", "j-text", "1927/b.jpg", "out/a.png"));
    String job = "/batches/b-show/jobs/j-show";

    // When
    Answer source = client.get(job + "/preview/source?width=64");
    Answer result = client.get(job + "/preview/result");

    // Then
    assertThat(source.header("Content-Type")).isEqualTo("image/jpeg");
    assertThat(source.header("Cache-Control")).contains("max-age");
    BufferedImage small = ImageIO.read(new ByteArrayInputStream(source.response().body()));
    assertThat(small.getWidth()).isEqualTo(64);
    assertThat(ImageIO.read(new ByteArrayInputStream(result.response().body())).getWidth())
        .isEqualTo(300);
    assertThat(
            client
                .with("If-None-Match", source.header("ETag"))
                .get(job + "/preview/source?width=64")
                .status())
        .isEqualTo(304);
    assertThat(client.get(job + "/sidecar").text()).isEqualTo("{\"fingerprint\":\"00\"}");
    assertThat(client.get("/batches/b-show/jobs/j-none/preview/source").code())
        .isEqualTo("SOURCE_NOT_FOUND");
    assertThat(client.get("/batches/b-show/jobs/j-none/sidecar").code())
        .isEqualTo("SOURCE_NOT_FOUND");
    assertThat(client.get("/batches/b-show/jobs/j-text/preview/source").code())
        .isEqualTo("UNSUPPORTED_FORMAT");
  }

  @Test
  void whoeverHoldsALinkReadsTheObject() throws Exception {
    // Given
    batches.put(Views.batch("b-link", BatchState.COMPLETED, 0));
    batches.put(Views.succeeded("b-link", "j-link", "1927/a.jpg", "out/a.png"));

    // When
    JsonNode made = client.get("/batches/b-link/jobs/j-link").json().get("links");

    // Then
    HttpResponse<String> sidecar =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(made.get("sidecar").asText())).build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(sidecar.statusCode()).isEqualTo(200);
    assertThat(sidecar.body()).contains("fingerprint");
  }

  @Test
  void anArchiveAsksForADerivativeUntilItIsThere() throws Exception {
    // Given
    ApiClient archive =
        client.with(
            "Accept", "image/png",
            "X-Islandora-Args", "-recipe photo@1 -target results/islandora",
            "Apix-Ldp-Resource", "s3://archive/1927/a.jpg");

    ExecutorService asking = Executors.newSingleThreadExecutor();
    Future<Answer> waiting = asking.submit(() -> archive.get("/islandora"));
    Submission submission = theIslandoraSubmission();
    Job job =
        Job.of(
            submission.batchId(),
            ((Objects) submission.selection()).objects().get(0),
            submission.recipe(),
            submission.target(),
            submission.submittedAt());

    // When
    batches.put(Views.batch(submission.batchId(), BatchState.COMPLETED, 0));
    batches.put(Views.succeeded(submission.batchId(), job.id(), "1927/a.jpg", "out/a.png"));

    // Then
    Answer answer = waiting.get();
    asking.shutdown();
    assertThat(submission.lane()).isEqualTo(Lane.INTERACTIVE);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo("image/png");
    assertThat(answer.response().body())
        .isEqualTo(Files.readAllBytes(services.archive().resolveSibling("results/out/a.png")));
  }

  private Submission theIslandoraSubmission() throws Exception {
    for (int i = 0; i < 100; i++) {
      List<Submission> found = submissions("Islandora");
      if (!found.isEmpty()) {
        return found.get(0);
      }
      Thread.sleep(100);
    }
    throw new AssertionError("nothing was submitted");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "image/png | - | https://example.org/a.jpg | 400",
        "image/png | - | file:///etc/passwd | 400",
        "image/png | - | s3://archive/1927/a.jpg | 400",
        "image/png | -target results/x -resize 50% | s3://archive/1927/a.jpg | 400",
        "image/png | -target results/x -recipe $(id) | s3://archive/1927/a.jpg | 422",
        "image/png | -target results/x -target results/y | s3://archive/1927/a.jpg | 400",
        "image/png | -target results/x -quality 0 | s3://archive/1927/a.jpg | 400",
        "image/png | -target results/x -format tiff | s3://archive/1927/a.jpg | 400",
        "image/jpeg | -target results/x | s3://archive/1927/a.jpg | 406",
        "image/tiff | -target results/x -recipe photo@1 | s3://archive/1927/a.jpg | 406",
        "image/png | -target results/x | s3://archive/1927/none.jpg | 404",
        "image/png | -target results/x | s3://archive/../a.jpg | 403"
      })
  void whatIslandoraMayNotAskForIsRefused(
      String accept, String arguments, String resource, int status) throws Exception {
    // Given
    ApiClient archive = client.with("Accept", accept, "Apix-Ldp-Resource", resource);

    // When
    Answer answer =
        (arguments == null ? archive : archive.with("X-Islandora-Args", arguments))
            .get("/islandora");

    // Then
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
  }

  @Test
  void whatIsReadyIsSaidToBe() throws Exception {
    assertThat(client.get("/health/ready").status()).isEqualTo(200);
  }
}
