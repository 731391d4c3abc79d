package org.albumen.dispatcher.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.albumen.common.failure.ExitCodes;
import org.albumen.common.submission.Manifest;
import org.albumen.common.submission.Objects;
import org.albumen.common.submission.Prefix;
import org.albumen.common.submission.SeedList;
import org.albumen.common.submission.Selection;
import org.albumen.common.terminal.Pace;
import org.albumen.dispatcher.view.BatchState;
import org.albumen.dispatcher.view.BatchView;
import org.jspecify.annotations.Nullable;

/** Batches as lines for people. Pure functions. */
final class BatchText {
  private static final double PERCENT = 100;

  /** Of the ids that {@code albumen submit} gives. */
  private static final int ID_WIDTH = 20;

  private BatchText() {}

  /** How to exit, going by where a batch stands. */
  static int exitCode(BatchView batch) {
    if (!batch.state().ended()) {
      return ExitCodes.JOBS_PENDING;
    }
    boolean all = batch.failed() == 0 && batch.cancelled() == 0 && batch.pending() == 0;
    return all && batch.state() == BatchState.COMPLETED ? ExitCodes.OK : ExitCodes.JOBS_FAILED;
  }

  /** The head of a table of batches. */
  static List<String> head(Lines lines) {
    return row(lines, "BATCH", "STATE", "JOBS", "DONE", "FAILED", "LABEL");
  }

  /** A batch in a table of batches. */
  static List<String> row(BatchView batch, Lines lines) {
    double part = batch.jobs() == 0 ? 0 : (double) ProgressText.ended(batch) / batch.jobs();
    return row(
        lines,
        batch.batchId(),
        Words.of(batch.state()),
        Long.toString(batch.jobs()),
        (int) Math.floor(part * PERCENT) + "%",
        Long.toString(batch.failed()),
        batch.label() == null ? "" : batch.label());
  }

  private static List<String> row(
      Lines lines, String id, String state, String jobs, String done, String failed, String label) {
    boolean fits = id.length() <= ID_WIDTH;
    List<String> row = new ArrayList<>();
    if (!fits) {
      row.add(ExitCodes.printable(id)); // whole, so that it can be copied
    }
    String head =
        String.format(
            Locale.ROOT,
            "%-" + ID_WIDTH + "s  %-10s  %9s  %4s  %7s  ",
            fits ? id : "",
            state,
            jobs,
            done,
            failed);
    row.addAll(lines.beside(head, label));
    return row;
  }

  /** Everything that is worth knowing of a batch. */
  static List<String> details(BatchView batch, Lines lines) {
    List<String> text = new ArrayList<>();
    text(text, lines, "batch", batch.batchId());
    text(text, lines, "label", batch.label());
    text(text, lines, "state", state(batch));
    text(text, lines, "recipe", recipe(batch));
    text(text, lines, "from", batch.selection() == null ? null : words(batch.selection()));
    text(text, lines, "to", target(batch));
    counts(batch, lines, text);
    text(text, lines, "GPU", gpu(batch));
    text(text, lines, "pace", pace(batch));
    String by = batch.submittedBy() == null ? "" : " by " + batch.submittedBy();
    text(text, lines, "submitted", time(batch.submittedAt(), by));
    text(text, lines, "ended", time(batch.completedAt(), ""));
    return text;
  }

  private static void counts(BatchView batch, Lines lines, List<String> text) {
    count(text, "jobs", batch.jobs(), batch.bytes() == 0 ? "" : Sizes.text(batch.bytes()));
    count(text, "pending", batch.pending(), "");
    String reused = batch.reused() == 0 ? "" : batch.reused() + " were there already";
    count(text, "succeeded", batch.succeeded(), reused);
    count(text, "failed", batch.failed(), "");
    batch
        .failuresByCode()
        .forEach(
            (code, jobs) ->
                text.addAll(
                    lines.beside(
                        String.format(Locale.ROOT, "  %-23s %8d  ", code, jobs),
                        code.meaning() + " " + code.remedy())));
    count(text, "cancelled", batch.cancelled(), "");
    unlessNone(text, "to review", batch.needsReview(), "albumen jobs BATCH --review");
    unlessNone(text, "skipped", batch.skipped(), "objects that became no jobs");
    unlessNone(text, "malformed", batch.rejectedRows(), "rows of the list");
    count(text, "faces", batch.faces(), batch.noFaces() == 0 ? "" : batch.noFaces() + " without");
  }

  private static @Nullable String state(BatchView batch) {
    String why = batch.code() == null ? "" : "  " + batch.code() + ": " + batch.message();
    return Words.of(batch.state()) + why;
  }

  private static @Nullable String recipe(BatchView batch) {
    if (batch.recipe() == null) {
      return null;
    }
    String lane = batch.lane() == null ? "" : " (" + Words.of(batch.lane()) + ")";
    return batch.recipe() + (batch.pool() == null ? "" : ", pool " + batch.pool() + lane);
  }

  /** What is selected. */
  static String words(Selection selection) {
    if (selection instanceof Prefix prefix) {
      return "s3://" + prefix.bucket() + "/" + prefix.prefix();
    }
    if (selection instanceof Manifest list) {
      return "what s3://" + list.bucket() + "/" + list.key() + " lists, " + Words.of(list.format());
    }
    if (selection instanceof SeedList seeds) {
      return "seeds " + seeds.seeds();
    }
    return ((Objects) selection).objects().size() + " objects";
  }

  private static @Nullable String target(BatchView batch) {
    return batch.target() == null
        ? null
        : "s3://" + batch.target().bucket() + "/" + batch.target().prefix();
  }

  private static @Nullable String gpu(BatchView batch) {
    return batch.gpuSeconds() > 0
        ? Pace.clock(Duration.ofSeconds(Math.round(batch.gpuSeconds())))
        : null;
  }

  private static @Nullable String pace(BatchView batch) {
    if (batch.state().ended() || batch.imagesPerSecond() <= 0) {
      return null;
    }
    String eta =
        batch.etaSeconds() == null
            ? ""
            : ", ETA " + Pace.clock(Duration.ofSeconds(batch.etaSeconds()));
    return Pace.rate(batch.imagesPerSecond()) + eta;
  }

  private static @Nullable String time(@Nullable Instant time, String remark) {
    return time == null ? null : time.truncatedTo(ChronoUnit.SECONDS) + remark;
  }

  private static void text(List<String> text, Lines lines, String name, @Nullable String value) {
    if (value != null) {
      text.addAll(lines.beside(String.format(Locale.ROOT, "%-10s ", name), value));
    }
  }

  private static void unlessNone(List<String> text, String name, long number, String remark) {
    if (number > 0) {
      count(text, name, number, remark);
    }
  }

  private static void count(List<String> text, String name, long number, String remark) {
    text.add(String.format(Locale.ROOT, "%-10s %9d  %s", name, number, remark).stripTrailing());
  }
}
