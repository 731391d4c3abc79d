package org.albumen.dispatcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.albumen.common.submission.Manifest;
import org.albumen.common.submission.SeedList;
import org.albumen.common.terminal.Columns;
import org.albumen.dispatcher.client.Views;
import org.albumen.dispatcher.view.BatchState;
import org.albumen.dispatcher.view.BatchView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchTextTest {
  private static final Lines EIGHTY = new Lines("80");
  private static final String HOSTILE = "x\u001b[2J\r\n\u009b";

  @ParameterizedTest
  @CsvSource({
    "COMPLETED, 1000, 0, 0, 0",
    "COMPLETED, 999, 1, 0, 3",
    "COMPLETED, 999, 0, 1, 3",
    "CANCELLED, 1, 0, 999, 3",
    "REJECTED, 0, 0, 0, 3",
    "RUNNING, 999, 0, 0, 4",
    "QUEUED, 0, 0, 0, 4"
  })
  void theExitCodeTellsTheOutcome(
      BatchState state, long succeeded, long failed, long cancelled, int exit) {
    BatchView batch = Views.batch("b", "", state, succeeded, failed, cancelled);
    assertThat(BatchText.exitCode(batch)).isEqualTo(exit);
  }

  @Test
  void everythingFitsATerminal() {
    // Given
    BatchView batch = Views.batch("20261128-140000-x7k2", BatchState.RUNNING, 490, 10);
    // When
    List<String> lines = BatchText.details(batch, EIGHTY);
    // Then
    assertThat(lines).allMatch(line -> Columns.of(line) <= 80);
    assertThat(lines)
        .contains(
            "batch      20261128-140000-x7k2",
            "state      running",
            "recipe     photo@1, pool photo (bulk)",
            "from       s3://scans/1927/",
            "to         s3://results/1927/",
            "jobs            1000  12.3 GB",
            "succeeded        490  12 were there already",
            "to review          2  albumen jobs BATCH --review",
            "GPU        1:02:05",
            "pace       12.3 images/s, ETA 1:02:03",
            "submitted  2026-11-28T14:00:00Z by ann");
    assertThat(lines).anyMatch(line -> line.startsWith("  IMAGE_DAMAGED "));
  }

  @Test
  void aRejectedBatchSaysWhy() {
    assertThat(BatchText.details(Views.batch("b", BatchState.REJECTED, 0, 0), new Lines(null)))
        .contains("state      rejected  NOTHING_SELECTED: s3://scans/1927/ has no photographs");
  }

  @Test
  void aTableHasALineForEach() {
    assertThat(BatchText.head(EIGHTY)).singleElement().asString().startsWith("BATCH ");
    assertThat(BatchText.row(Views.batch("b", BatchState.RUNNING, 490, 10), EIGHTY))
        .containsExactly(
            "b                     running          1000   50%       10  the box of 1927");
  }

  @Test
  void whatMovesTheCursorIsNotPrinted() {
    // Given
    BatchView batch = Views.batch(HOSTILE, HOSTILE, BatchState.COMPLETED, 1, 1, 0);
    // When
    List<String> lines = BatchText.details(batch, EIGHTY);
    // Then
    assertThat(lines).contains("batch      x?[2J???", "label      x?[2J???");
    assertThat(String.join("", lines) + BatchText.row(batch, EIGHTY))
        .doesNotContain("\u001b", "\r", "\u009b");
    assertThat(JobsCommand.row(Views.job(HOSTILE, HOSTILE), EIGHTY))
        .allMatch(line -> !line.contains("\u001b") && !line.contains("\r"));
  }

  @Test
  void whatIsSelectedIsSaid() {
    assertThat(BatchText.words(new SeedList("0-31"))).isEqualTo("seeds 0-31");
    assertThat(
            BatchText.words(
                new Manifest("lists", "a/manifest.json", null, Manifest.Format.S3_INVENTORY)))
        .isEqualTo("what s3://lists/a/manifest.json lists, s3-inventory");
  }
}
