package org.albumen.dispatcher.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.albumen.common.codec.CloudEventCodec;
import org.albumen.common.codec.Json;
import org.albumen.common.config.AlbumenConfig;
import org.albumen.common.config.S3Clients;
import org.albumen.common.digest.Digest;
import org.albumen.common.event.JobReviewed;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.Job;
import org.albumen.common.job.Lane;
import org.albumen.common.recipe.RecipeBook;
import org.albumen.common.store.Links;
import org.albumen.common.store.ObjectStore;
import org.albumen.common.submission.Submission;
import org.albumen.common.submission.SubmissionPage;
import org.albumen.common.topic.Topics;
import org.albumen.dispatcher.Letters;
import org.albumen.dispatcher.Services;
import org.albumen.dispatcher.api.ApiParts;
import org.albumen.dispatcher.api.ApiServer;
import org.albumen.dispatcher.submission.Estimator.Estimate;
import org.albumen.dispatcher.submission.LearnedCost;
import org.albumen.dispatcher.view.Backlog.LaneBacklog;
import org.albumen.dispatcher.view.JobView;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/**
 * The page in Chromium over the API itself, on a broker and a store. What workers and the tracker
 * would do is invented.
 */
class LivePageIT {
  private static final String BATCH = "20261128-141530-x7k2";
  private static final String AT = "/#/batches/" + BATCH;

  @TempDir static Path folder;
  private static Browser browser;
  private static Services services;

  private final Archive archive = new Archive();
  private ObjectStore store;
  private Links links;
  private ApiServer api;

  @BeforeAll
  static void startServices() throws Exception {
    browser = Browser.open();
    services = Services.start(folder);
    services.createTopics("photo");
    for (JobView job : Invention.batch(BATCH, "Glass", Invention.prefix("glass/"), 5, 1).jobs()) {
      Pictures picture = Pictures.of(job);
      JobView done = InventedJobs.succeeded(job);
      write("archive", job.source().name(), picture.before());
      write("results", done.result().key(), picture.after(Optional.empty()));
      write("results", done.sidecar().key(), Json.write(InventedAnswers.sidecar(done)));
    }
  }

  @AfterAll
  static void stopServices() throws IOException {
    if (services != null) {
      services.close();
    }
    if (browser != null) {
      browser.close();
    }
  }

  @AfterEach
  void stop() throws Exception {
    List<String> complaints = browser.complaints();
    browser.show("about:blank");
    api.close();
    links.close();
    store.close();
    assertThat(complaints).allMatch(line -> line.contains("the server responded with a status of"));
  }

  @Test
  void aBatchIsSubmittedWatchedAndLookedAt() throws Exception {
    // Given
    start(Map.of());
    browser.show(api.address() + "/#/submit");
    browser.type("#bucket", "archive");
    browser.type("#prefix", "glass/");
    browser.type("#target", "results");
    browser.type("#label", "Glass negatives");

    // When
    browser.see("button[type=submit]", "Submit").click();

    // Then
    browser.see("h1", "Glass negatives");
    browser.see(".state", "queued");
    Submission submission = submitted();
    assertThat(browser.place()).isEqualTo("/batches/" + submission.batchId());
    assertThat(submission.selection()).isEqualTo(Invention.prefix("glass/"));
    assertThat(submission.recipe()).isEqualTo("photo@1");
    InventedBatch batch = archive.add(new InventedBatch(submission, InventedOrders.names(5)));
    batch.succeed(2);
    browser.see(".large .done", "2");
    batch.succeed(3);
    browser.see(".state", "completed");
    browser.see("a.primary[href$='/results']").click();
    browser.see(".gallery img.there");
    browser.see(".gallery a", "solvay").click();
    browser.see(".stage > img.there");
    browser.see(".before img.there");
    browser.tabTo("input[type=range]").sendKeys(Keys.END);
    assertThat(browser.all(".faces rect")).hasSize(12);
    browser.see(".facts", "37.6");
    assertThat(browser.see("a[target=_blank]", "Download the result").getAttribute("href"))
        .contains("/results/", "X-Amz-Signature=");
    assertThat(browser.script("return document.fonts.check('16px \"Source Serif 4\"')"))
        .isEqualTo(true);
  }

  @Test
  void aDryRunAndARefusalAreShown() throws Exception {
    // Given
    start(Map.of());
    browser.show(api.address() + "/#/submit");
    browser.type("#bucket", "archive");
    browser.type("#target", "results");
    browser.see("button", "Dry run").click();
    browser.see(".estimate", "1,204 jobs");

    // When
    browser.type("#target", "-nowhere");
    browser.see("button[type=submit]", "Submit").click();

    // Then
    browser.see(".problem", FailureCode.BUCKET_NOT_FOUND.meaning());
    browser.see(".problem", FailureCode.BUCKET_NOT_FOUND.remedy());
  }

  @Test
  void failuresAreReplayedByCode() throws Exception {
    // Given
    start(Map.of());
    Job job = Letters.job(BATCH, "glass/broken");
    services.send(Letters.buried("photo", job, FailureCode.IMAGE_DAMAGED, 7));
    InventedBatch batch = invented();
    batch.fail(1, FailureCode.IMAGE_DAMAGED);
    batch.succeed(4);
    browser.show(api.address() + AT);

    // When
    browser.see("[data-replay=IMAGE_DAMAGED]").click();

    // Then
    browser.see(".answer", "1 job replayed");
    assertThat(services.contents(Topics.jobs("photo")))
        .anySatisfy(record -> assertThat(new String(record.value(), UTF_8)).contains(job.id()));
  }

  @Test
  void aReviewBecomesAnEvent() throws Exception {
    // Given
    start(Map.of());
    InventedBatch batch = invented();
    batch.succeedForReview();
    batch.succeed(4);
    browser.show(api.address() + "/#/review");
    browser.see(".panel h2", "solvay");
    browser.type("#note", "the beard is new");

    // When
    browser.see("[data-verdict=rejected]").click();

    // Then
    browser.see(".queue", "That was the last one.");
    JobReviewed review =
        (JobReviewed) CloudEventCodec.readEvent(services.contents(Topics.EVENTS).get(0));
    assertThat(review.jobId()).isEqualTo(batch.jobs().get(0).jobId());
    assertThat(review.verdict()).isEqualTo(JobReviewed.Verdict.REJECTED);
    assertThat(review.note()).isEqualTo("the beard is new");
  }

  @Test
  void aTokenOpensThePage() throws Exception {
    // Given
    String digest = Digest.ofBytes("dandelion".getBytes(UTF_8));
    Path tokens =
        Files.writeString(
            folder.resolve("tokens.json"),
            "{\"tokens\":[{\"name\":\"ada\",\"sha256\":\"%s\",\"roles\":[\"read\"]}]}"
                .formatted(digest));
    start(Map.of("dispatcher.tokens", tokens.toString()));
    invented().succeed(4);
    browser.show(api.address() + AT);

    // When
    browser.type("#token", "dandelion" + Keys.ENTER);

    // Then
    browser.see("h1", "Glass");
    browser.see("#who", "ada");
    browser.see("#backlog", "1 waiting");
    browser.see("a.primary[href$='/results']").click();
    browser.see(".gallery canvas.there");
  }

  private void start(Map<String, String> more) throws Exception {
    Map<String, String> settings = new HashMap<>(services.settings());
    settings.put("dispatcher.http-port", "0");
    settings.putAll(more);
    AlbumenConfig config = Services.config(settings);
    store = S3Clients.store(config.s3());
    links = S3Clients.links(config.s3());
    api =
        ApiServer.start(
            config,
            0,
            new ApiParts(
                archive,
                () -> List.of(new LaneBacklog("photo", Lane.BULK, 1, 3.0, 1.9)),
                submission -> new Estimate(1204, 31_204_000_000L, 0, 0, true),
                LearnedCost.UNKNOWN,
                store,
                links,
                RecipeBook.builtIn(),
                () -> "",
                Map::of,
                routes -> {}));
    browser.complaints();
  }

  private InventedBatch invented() {
    return archive.add(Invention.batch(BATCH, "Glass", Invention.prefix("glass/"), 5, 1));
  }

  private static Submission submitted() throws Exception {
    return SubmissionPage.of(services.contents(Topics.SUBMISSIONS).get(0)).submission();
  }

  private static void write(String bucket, String key, byte[] content) throws IOException {
    Path file = folder.resolve(bucket).resolve(key);
    Files.createDirectories(file.getParent());
    Files.write(file, content);
  }
}
