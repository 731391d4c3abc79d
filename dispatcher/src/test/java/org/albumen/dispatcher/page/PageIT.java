package org.albumen.dispatcher.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.albumen.common.batch.RowRejected;
import org.albumen.common.event.JobReviewed;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.dispatcher.view.BatchState;
import org.albumen.dispatcher.view.BatchView;
import org.albumen.dispatcher.view.JobView;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The page in Chromium, over batches that go on when the test says so. */
class PageIT {
  private static final String BATCH = "20261128-141530-x7k2";
  private static final String AT = "#/batches/" + BATCH;
  private static final int PHONE = 360;
  private static final int DESKTOP = 1280;

  private static Browser browser;

  private final Archive archive = new Archive();
  private InventedApi api;

  @BeforeAll
  static void openBrowser() throws IOException {
    browser = Browsers.open();
  }

  @AfterAll
  static void closeBrowser() {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void start() throws IOException {
    api = InventedApi.start(archive, Path.of("target/classes/web"), Optional.empty(), 0);
    browser.width(DESKTOP);
    browser.complaints();
  }

  @AfterEach
  void nothingOffendsThePolicy() {
    List<String> complaints = browser.complaints();
    browser.show("about:blank");
    api.close();
    // What the API refuses is logged, too: it was asked for.
    assertThat(complaints).allMatch(line -> line.contains("the server responded with a status of"));
  }

  @Test
  void aBatchIsSubmittedAndWatchedToItsEnd() throws AlbumenException {
    // Given
    browser.show(api.address());
    browser.see(".masthead a.primary", "New batch").click();
    browser.type("#bucket", "archive");
    browser.type("#prefix", "glass/");
    browser.type("#target", "results");
    browser.type("#label", "Glass negatives");

    // When
    browser.see("button[type=submit]", "Submit").click();

    // Then
    browser.see("h1", "Glass negatives");
    browser.see(".state", "running");
    InventedBatch batch = archive.get(only().batchId());
    assertThat(batch.view().selection()).isEqualTo(Invention.prefix("glass/"));
    batch.succeed(2);
    browser.see(".large .done", "2");
    batch.fail(1, FailureCode.IMAGE_DAMAGED);
    browser.see("[data-count=Failed]", "1");
    batch.succeed(2);
    browser.see(".state", "completed");
    browser.see("[data-count=Succeeded]", "4");
    assertThat(browser.see("[role=progressbar]").getAttribute("aria-valuenow")).isEqualTo("100");
    assertThat(browser.all("#announcer").get(0).getDomProperty("textContent"))
        .contains("completed", "100", "1 failed");
  }

  @Test
  void aStreamThatBreaksOffIsAskedForAgain() {
    // Given
    InventedBatch batch =
        archive.add(Invention.batch(BATCH, "Glass", Invention.prefix("g/"), 5, 1));
    browser.show(api.address() + AT);
    batch.succeed(1);
    browser.see(".large .done", "1");

    // When
    api.breakStreams();
    batch.succeed(2);

    // Then
    browser.see(".large .done", "3");
  }

  @Test
  void namesAreTextWhateverTheySay() {
    // Given
    String name = "<img src=x onerror=document.title='broken'>";
    archive.add(Invention.batch(BATCH, name, Invention.prefix(name), 1, 1));

    // When
    browser.show(api.address() + AT);

    // Then
    browser.see("h1", name);
    assertThat(browser.script("return document.title")).isEqualTo(name + " · Albumen");
  }

  @Test
  void olderBatchesAreOnTheNextPage() {
    // Given
    for (int i = 0; i < 25; i++) {
      archive.add(Invention.batch("batch-" + i, "Box " + i, Invention.prefix("g/"), 1, i));
    }
    browser.show(api.address());
    browser.see(".ledger h2", "Box 19");

    // When
    browser.see(".pager [rel=next]").click();

    // Then
    browser.see(".ledger h2", "Box 24");
    assertThat(browser.all(".ledger > li")).hasSize(5);
    browser.see(".pager a", "Latest").click();
    browser.see(".ledger h2", "Box 0");
  }

  @Test
  void deadLettersAreReplayedWithAReason() {
    // Given
    InventedBatch batch =
        archive.add(Invention.batch(BATCH, "Glass", Invention.prefix("g/"), 5, 1));
    batch.fail(2, FailureCode.WORKER_KILLED);
    browser.show(api.address() + "#/dead-letters");
    browser.see(".letters", FailureCode.WORKER_KILLED.remedy());
    browser.see("button", "Choose all").click();
    browser.see("button", "Replay").click();

    // When
    browser.type("#reason", "new driver" + Keys.ENTER);

    // Then
    browser.see(".answer", "2 letters replayed");
    browser.seeNo(".letters li");
  }

  @Test
  void aDryRunSubmitsNothing() throws IOException {
    // Given
    browser.show(api.address() + "#/submit");
    browser.type("#bucket", "archive");
    browser.type("#target", "results");

    // When
    browser.see("button", "Dry run").click();

    // Then
    browser.see(".estimate", "1,204 jobs");
    browser.see(".estimate", "31.2 GB");
    browser.see(".estimate", "2 h 10 min");
    browser.picture("dry-run");
    assertThat(archive.batches(null, null, 10).items()).isEmpty();
  }

  @Test
  void aRefusalStandsBesideTheForm() throws IOException {
    // Given
    browser.show(api.address() + "#/submit");
    browser.type("#bucket", "nowhere");
    browser.type("#target", "results");

    // When
    browser.see("button[type=submit]", "Submit").click();

    // Then
    browser.see(".problem", FailureCode.BUCKET_NOT_FOUND.meaning());
    browser.see(".problem", "there is no bucket nowhere");
    browser.picture("refused");
    assertThat(browser.see("#bucket").getAttribute("value")).isEqualTo("nowhere");
  }

  @Test
  void theSliderMovesByKeysAndPointer() {
    // Given
    InventedBatch batch =
        archive.add(Invention.batch(BATCH, "Glass", Invention.prefix("g/"), 5, 1));
    batch.succeed(5);
    browser.show(api.address() + AT + "/results");
    browser.see(".gallery img.there");
    browser.see(".gallery a", "solvay").click();
    browser.see(".before img.there");
    WebElement slider = browser.all(".stage input[type=range]").get(0);
    slider.click();

    // When
    browser.press(Keys.HOME, Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, Keys.ARROW_RIGHT);

    // Then
    assertThat(slider.getDomProperty("value")).isEqualTo("3");
    assertThat(slider.getAttribute("aria-valuetext")).isEqualTo("3 % as it was");
    assertThat(clip()).isEqualTo("inset(0px 97% 0px 0px)");
    browser.drag(slider, slider.getSize().getWidth() / 4);
    assertThat(clip()).matches("inset\\(0px 2[4-6]% 0px 0px\\)");
    assertThat(browser.all(".faces rect")).hasSize(12);
    browser.see("table", "0.999");
    browser.see(".check").click();
    assertThat(browser.see(".stage").findElements(By.cssSelector(".faces")))
        .noneMatch(WebElement::isDisplayed);
    browser.see("a[rel=next]").click();
    browser.see("h1", "hopper");
  }

  @Test
  void failuresAreReplayedByCode() {
    // Given
    InventedBatch batch =
        archive.add(Invention.batch(BATCH, "Glass", Invention.prefix("g/"), 9, 1));
    batch.fail(2, FailureCode.TIMED_OUT);
    batch.fail(3, FailureCode.IMAGE_DAMAGED);
    batch.succeed(9);
    browser.show(api.address() + AT);
    browser.see(".failures li", FailureCode.IMAGE_DAMAGED.meaning());
    browser.see(".failures li", FailureCode.TIMED_OUT.remedy());

    // When
    browser.see("[data-replay=IMAGE_DAMAGED]").click();

    // Then
    browser.see(".answer", "3 jobs replayed");
    browser.see(".state", "running");
    browser.see("[data-count=Pending]", "3");
    batch.succeed(3);
    browser.see(".state", "completed");
    browser.see("[data-count=Failed]", "2");
  }

  @Test
  void resultsAreReviewedByKeys() throws AlbumenException {
    // Given
    InventedBatch batch =
        archive.add(Invention.batch(BATCH, "Glass", Invention.prefix("g/"), 5, 1));
    batch.succeedForReview();
    batch.succeedForReview();
    batch.succeedForReview();
    batch.succeed(5);
    browser.show(api.address() + "#/review");
    browser.see(".panel h2", "solvay");
    browser.see(".queue", "3 to look at");

    // When
    browser.press("a");

    // Then
    browser.see(".panel h2", "hopper");
    assertThat(job(0).review()).isEqualTo(JobReviewed.Verdict.ACCEPTED);
    browser.type("#note", "arrears");
    assertThat(job(1).review()).as("typed into the note, not judged").isNull();
    browser.see("[data-verdict=rejected]").click();
    browser.see(".panel h2", "nagasaki");
    assertThat(job(1).review()).isEqualTo(JobReviewed.Verdict.REJECTED);
    assertThat(job(1).history().get(2).message()).isEqualTo("arrears");
    browser.press("r");
    browser.see(".queue", "That was the last one.");
    assertThat(batch.view().needsReview()).isZero();
  }

  @Test
  void everythingIsReachedByKeys() throws AlbumenException {
    // Given
    InventedBatch batch =
        archive.add(Invention.batch(BATCH, "Glass", Invention.prefix("g/"), 5, 1));
    batch.succeed(4);
    browser.show(api.address());
    browser.see(".ledger h2", "Glass");

    // When
    WebElement link = browser.tabTo(".ledger h2 a");

    // Then
    focusIsSeen(link);
    browser.press(Keys.ENTER);
    browser.see("h1", "Glass");
    assertThat(browser.focused().getTagName()).isEqualTo("h1");
    focusIsSeen(browser.tabTo("a.primary[href$='/results']"));
    browser.press(Keys.ENTER);
    browser.see(".gallery");
    focusIsSeen(browser.tabTo(".gallery a"));
    browser.press(Keys.ENTER);
    browser.see(".stage");
    WebElement slider = browser.tabTo("input[type=range]");
    assertThat(
            browser
                .script("return getComputedStyle(arguments[0].nextSibling).boxShadow", slider)
                .toString())
        .contains("3px");
    browser.press(Keys.ARROW_LEFT);
    assertThat(slider.getDomProperty("value")).isEqualTo("49");
    focusIsSeen(browser.tabTo(".brand"));
    focusIsSeen(browser.tabTo(".masthead .button"));
    browser.press(Keys.ENTER);
    focusIsSeen(browser.tabTo("#bucket"));
    browser.press("archive", Keys.TAB, Keys.TAB, Keys.TAB);
    browser.tabTo("#target");
    browser.press("results", Keys.ENTER);
    browser.see(".state", "running");
    assertThat(archive.batches(null, null, 10).items()).hasSize(2);
  }

  @Test
  void aBatchIsCancelledOnceThatWasConfirmed() throws Exception {
    // Given
    InventedBatch batch =
        archive.add(Invention.batch(BATCH, "Glass", Invention.prefix("g/"), 5, 1));
    batch.succeed(1);
    browser.show(api.address() + AT);
    browser.see("button.danger", "Cancel the batch").click();
    browser.see("dialog", "Cancel this batch?");
    browser.picture("confirm");

    // When
    browser.see("dialog button.danger").click();

    // Then
    browser.see(".state", "cancelled");
    assertThat(batch.view().state()).isEqualTo(BatchState.CANCELLED);
    browser.seeNo("dialog");
  }

  @Test
  void nothingIsWiderThanAPhone() throws AlbumenException {
    // Given
    Invention.fill(archive);
    archive
        .get("20261127-160231-k8rt")
        .reject(
            new RowRejected(
                "20261127-160231-k8rt",
                "manifests/expeditions-" + "x".repeat(80),
                1,
                FailureCode.MALFORMED_ROW,
                "the key is empty"));
    browser.width(PHONE);
    String failed = "#/batches/20261127-160231-k8rt";
    List<String> places =
        List.of(
            "#/",
            "#/submit",
            failed,
            failed + "/results",
            failed + "/jobs/job-00050",
            "#/review",
            "#/dead-letters");

    for (String place : places) {
      // When
      browser.show(api.address() + place);
      browser.see("h1");
      browser.see(".view > :nth-child(n + 2)");

      // Then
      assertThat(browser.script("return document.documentElement.scrollWidth"))
          .as(place)
          .isEqualTo((long) PHONE);
    }
  }

  @Test
  void aTokenIsAskedForAndKept() throws IOException {
    // Given
    InventedBatch batch =
        archive.add(Invention.batch(BATCH, "Glass", Invention.prefix("g/"), 5, 1));
    batch.succeed(3);
    api.require("dandelion");
    browser.show(api.address() + AT);
    browser.see("h1", "A token, please");
    browser.picture("token");

    // When
    browser.type("#token", "dandelion" + Keys.ENTER);

    // Then
    browser.see("h1", "Glass");
    batch.succeed(1);
    browser.see("[data-count=Succeeded]", "4");
    browser.see("a.primary[href$='/results']").click();
    browser.see(".gallery canvas.there");
    api.require("clover");
    browser.see(".trail a", "Glass").click();
    browser.see(".token", "The token was not taken");
  }

  private BatchView only() {
    List<BatchView> all = archive.batches(null, null, 10).items();
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  private JobView job(int number) throws AlbumenException {
    return archive.get(BATCH).jobs().get(number);
  }

  private static String clip() {
    return browser
        .script("return getComputedStyle(document.querySelector('.before')).clipPath")
        .toString();
  }

  private static void focusIsSeen(WebElement element) {
    assertThat(browser.script("return getComputedStyle(arguments[0]).outlineStyle", element))
        .as(element.getText())
        .isEqualTo("solid");
  }
}
