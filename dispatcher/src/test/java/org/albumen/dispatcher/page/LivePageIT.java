package org.albumen.dispatcher.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.albumen.common.codec.CloudEventCodec;
import org.albumen.common.config.AlbumenConfig;
import org.albumen.common.config.KafkaClients;
import org.albumen.common.config.S3Clients;
import org.albumen.common.digest.Digest;
import org.albumen.common.event.JobReviewed;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.Job;
import org.albumen.common.recipe.RecipeBook;
import org.albumen.common.store.Links;
import org.albumen.common.store.ObjectStore;
import org.albumen.common.store.SourceReader;
import org.albumen.common.topic.Topics;
import org.albumen.dispatcher.Services;
import org.albumen.dispatcher.api.ApiParts;
import org.albumen.dispatcher.api.ApiServer;
import org.albumen.dispatcher.backlog.KafkaBacklog;
import org.albumen.dispatcher.expand.Expanders;
import org.albumen.dispatcher.expand.Room;
import org.albumen.dispatcher.submission.Estimator.Estimate;
import org.albumen.dispatcher.submission.LearnedCost;
import org.albumen.dispatcher.tally.Tally;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/**
 * The page in Chromium over a whole dispatcher: API, expanders and tracker, on a broker and a
 * store. Only what workers do is done by the test.
 */
class LivePageIT {
  private static final List<String> NAMES =
      List.of("1-solvay.tif", "2-hopper.tif", "3-nagasaki.tif", "4-astronaut.tif", "5-alpine.tif");

  @TempDir static Path folder;
  private static final Deque<AutoCloseable> OPEN = new ArrayDeque<>();
  private static Browser browser;
  private static Services services;
  private static Workshop workshop;
  private static ApiParts parts;

  private ApiServer api;

  @BeforeAll
  static void startDispatcher() throws Exception {
    browser = open(Browser.open());
    services = open(Services.start(folder));
    services.createTopics("photo");
    workshop = new Workshop(services, folder);
    AlbumenConfig config = config(Map.of());
    SourceReader reader = open(S3Clients.reader(config.s3()));
    Tally tally = open(Tally.start(config, URI.create("http://127.0.0.1:9")));
    open(
        Expanders.start(
            1,
            new Expanders.Parts(
                new KafkaClients(config.kafka()),
                "test",
                reader,
                S3Clients.boundary(config.s3()),
                Room.UNBOUNDED,
                batch -> false,
                100)));
    ObjectStore store = open(S3Clients.store(config.s3()));
    Links links = open(S3Clients.links(config.s3()));
    parts =
        new ApiParts(
            tally,
            open(KafkaBacklog.open(config.kafka(), tally)),
            submission -> new Estimate(1204, 31_204_000_000L, 0, 0, true),
            LearnedCost.UNKNOWN,
            store,
            links,
            RecipeBook.builtIn(),
            () -> "");
  }

  @AfterAll
  static void stopDispatcher() throws Exception {
    while (!OPEN.isEmpty()) {
      OPEN.pop().close();
    }
  }

  @AfterEach
  void stopApi() {
    List<String> complaints = browser.complaints();
    browser.show("about:blank");
    api.close();
    assertThat(complaints).allMatch(line -> line.contains("the server responded with a status of"));
  }

  @Test
  void aBatchFromItsSubmissionToTheLastReview() throws Exception {
    // Given
    start(Map.of());
    photographs("glass/");

    // When
    String batch = submit("glass/", "Glass negatives");

    // Then: counters go on by themselves
    List<Job> jobs = workshop.jobs(batch, NAMES.size());
    browser.see(".large .whole", "of 5");
    browser.see(".state", "running");
    workshop.finish(jobs.get(0));
    workshop.finish(jobs.get(1));
    browser.see(".large .done", "2");
    workshop.bury(jobs.get(2), FailureCode.TIMED_OUT);
    workshop.finishForReview(jobs.get(3));
    workshop.finish(jobs.get(4));
    browser.see(".state", "completed");
    browser.see(".failures li", FailureCode.TIMED_OUT.meaning());
    browser.picture("live-batch");

    // a failure is replayed
    browser.see("[data-replay=TIMED_OUT]").click();
    browser.see(".answer", "1 job replayed");
    browser.see(".state", "running");
    assertThat(workshop.jobs(batch, NAMES.size() + 1)).contains(jobs.get(2));
    workshop.finish(jobs.get(2));
    browser.see(".state", "completed");
    browser.see("[data-count=Succeeded]", "5");

    // results are looked at
    browser.see("a.primary[href$='/results']").click();
    browser.see(".gallery img.there");
    browser.see(".gallery a", "solvay").click();
    browser.see(".stage > img.there");
    browser.see(".before img.there");
    browser.tabTo("input[type=range]").sendKeys(Keys.HOME, Keys.ARROW_RIGHT);
    assertThat(browser.script("return document.querySelector('input[type=range]').value"))
        .isEqualTo("1");
    assertThat(browser.all(".faces rect")).hasSize(12);
    browser.see(".facts", "37.6");
    assertThat(browser.see("a[target=_blank]", "Download the result").getAttribute("href"))
        .contains("/results/", "X-Amz-Signature=");
    browser.picture("live-photograph");

    // and one is reviewed
    browser.see("#nav a", "Review").click();
    browser.see(".panel h2", "astronaut");
    browser.type("#note", "the badge is new");
    browser.see("[data-verdict=rejected]").click();
    browser.see(".queue", "That was the last one.");
    assertThat(reviews())
        .singleElement()
        .returns(jobs.get(3).id(), JobReviewed::jobId)
        .returns(JobReviewed.Verdict.REJECTED, JobReviewed::verdict)
        .returns("the badge is new", JobReviewed::note);
  }

  @Test
  void aCancelledBatchEnds() throws Exception {
    // Given
    start(Map.of());
    photographs("plates/");
    String batch = submit("plates/", "Plates");
    List<Job> jobs = workshop.jobs(batch, NAMES.size());
    browser.see(".state", "running");
    browser.see("button.danger", "Cancel the batch").click();

    // When
    browser.see("dialog button.danger").click();

    // Then
    browser.see(".state", "cancelling");
    for (Job job : jobs) {
      workshop.passOver(job);
    }
    browser.see(".state", "cancelled");
    browser.see("[data-count=Cancelled]", "5");
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
  void aTokenOpensThePage() throws Exception {
    // Given
    String digest = Digest.ofBytes("dandelion".getBytes(UTF_8));
    Path tokens =
        Files.writeString(
            folder.resolve("tokens.json"),
            "{\"tokens\":[{\"name\":\"ada\",\"sha256\":\"%s\",\"roles\":[\"read\",\"submit\"]}]}"
                .formatted(digest));
    start(Map.of("dispatcher.tokens", tokens.toString()));
    photographs("prints/");
    browser.show(api.address() + "/");
    browser.see("h1", "A token, please");

    // When
    browser.type("#token", "dandelion" + Keys.ENTER);

    // Then
    browser.see("h1", "Batches");
    browser.see("#who", "ada");
    List<Job> jobs = workshop.jobs(submit("prints/", "Prints"), NAMES.size());
    workshop.finish(jobs.get(0));
    browser.see(".large .done", "1");
    browser.see("a.primary[href$='/results']").click();
    browser.see(".gallery canvas.there");
  }

  private void start(Map<String, String> settings) throws Exception {
    api = ApiServer.start(config(settings), parts);
    browser.complaints();
  }

  private static void photographs(String prefix) throws Exception {
    for (String name : NAMES) {
      workshop.photograph(prefix + name);
    }
  }

  /** Fills the form in and sends it; the batch's id. */
  private String submit(String prefix, String label) {
    browser.show(api.address() + "/#/submit");
    browser.type("#bucket", "archive");
    browser.type("#prefix", prefix);
    browser.type("#target", "results");
    browser.type("#label", label);
    browser.see("button[type=submit]", "Submit").click();
    browser.see("h1", label);
    return browser.place().replace("/batches/", "");
  }

  private static List<JobReviewed> reviews() throws Exception {
    return services.contents(Topics.EVENTS).stream()
        .map(LivePageIT::read)
        .filter(JobReviewed.class::isInstance)
        .map(JobReviewed.class::cast)
        .toList();
  }

  private static Object read(ConsumerRecord<byte[], byte[]> message) {
    try {
      return CloudEventCodec.readEvent(message);
    } catch (Exception other) {
      return other; // a batch's, which is none of a job's
    }
  }

  private static AlbumenConfig config(Map<String, String> more) throws Exception {
    Map<String, String> settings = new HashMap<>(services.settings());
    settings.put("dispatcher.http-port", "0");
    settings.put("dispatcher.state", folder.resolve("state").toString());
    settings.putAll(more);
    return Services.config(settings);
  }

  private static <T extends AutoCloseable> T open(T part) {
    OPEN.push(part);
    return part;
  }
}
