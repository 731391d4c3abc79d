package org.albumen.dispatcher.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.albumen.common.codec.CloudEventCodec;
import org.albumen.common.config.AlbumenConfig;
import org.albumen.common.event.JobReviewed;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.Job;
import org.albumen.common.recipe.RecipeBook;
import org.albumen.common.topic.Topics;
import org.albumen.dispatcher.Dispatcher;
import org.albumen.dispatcher.Services;
import org.albumen.dispatcher.Stores;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/**
 * The page in Chromium over a whole dispatcher, on a broker and a store. Only what workers do is
 * done by the test.
 */
class LivePageIT {
  private static final List<String> NAMES =
      List.of("1-solvay.tif", "2-hopper.tif", "3-nagasaki.tif", "4-astronaut.tif", "5-alpine.tif");

  @TempDir static Path folder;
  private static final Deque<AutoCloseable> OPEN = new ArrayDeque<>();
  private static Browser browser;
  private static Services services;
  private static Workshop workshop;
  private static Dispatcher dispatcher;

  @BeforeAll
  static void startDispatcher() throws Exception {
    browser = open(Browser.open());
    services = open(Services.start(folder));
    services.createTopics("photo");
    workshop = new Workshop(services, folder);
    AlbumenConfig config = config();
    Stores stores = open(Stores.of(config.s3()));
    dispatcher = open(Dispatcher.start(config, RecipeBook.builtIn(), stores));
  }

  @AfterAll
  static void stopDispatcher() throws Exception {
    while (!OPEN.isEmpty()) {
      OPEN.pop().close();
    }
  }

  @BeforeEach
  void forgetComplaints() {
    browser.complaints();
  }

  @AfterEach
  void nothingOffendsThePolicy() {
    assertThat(browser.complaints())
        .allMatch(line -> line.contains("the server responded with a status of"));
  }

  @Test
  void aBatchFromItsSubmissionToTheLastReview() throws Exception {
    // Given
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
    photographs("tried/");
    browser.show(dispatcher.address() + "/#/submit");
    browser.type("#bucket", "archive");
    browser.type("#prefix", "tried/");
    browser.type("#target", "results");
    browser.see("button", "Dry run").click();
    browser.see(".estimate", "5 jobs");

    // When
    browser.type("#target", "-nowhere");
    browser.see("button[type=submit]", "Submit").click();

    // Then
    browser.see(".problem", FailureCode.BUCKET_NOT_FOUND.meaning());
    browser.see(".problem", FailureCode.BUCKET_NOT_FOUND.remedy());
  }

  private static void photographs(String prefix) throws Exception {
    for (String name : NAMES) {
      workshop.photograph(prefix + name);
    }
  }

  /** Fills the form in and sends it; the batch's id. */
  private String submit(String prefix, String label) {
    browser.show(dispatcher.address() + "/#/submit");
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

  private static AlbumenConfig config() throws Exception {
    Map<String, String> settings = new HashMap<>(services.settings());
    settings.put("dispatcher.http-port", "0");
    settings.put("dispatcher.state", folder.resolve("state").toString());
    return Services.config(settings);
  }

  private static <T extends AutoCloseable> T open(T part) {
    OPEN.push(part);
    return part;
  }
}
