package org.albumen.dispatcher.page;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.albumen.common.batch.RowRejected;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.Lane;
import org.albumen.common.job.Target;
import org.albumen.common.submission.Filter;
import org.albumen.common.submission.Manifest;
import org.albumen.common.submission.Prefix;
import org.albumen.common.submission.Sample;
import org.albumen.common.submission.Selection;
import org.albumen.common.submission.Submission;
import org.jspecify.annotations.Nullable;

/**
 * Shows the page with invented batches, one of which goes on: for who works on the page. Arguments:
 * a port, and a folder of real results if there is one. Ends after an hour.
 */
final class Invention {
  private Invention() {}

  public static void main(String[] args) throws Exception {
    Archive archive = new Archive();
    InventedBatch running = fill(archive);
    Optional<Path> results = args.length > 1 ? Optional.of(Path.of(args[1])) : Optional.empty();
    try (InventedApi api =
        InventedApi.start(
            archive, Path.of("target/classes/web"), results, Integer.parseInt(args[0]))) {
      System.out.println(api.address());
      Instant end = Instant.now().plus(Duration.ofHours(1));
      while (Instant.now().isBefore(end)) {
        Thread.sleep(1000);
        if (!Files.exists(Path.of("target/pause"))) {
          running.succeed(3);
        }
      }
    }
  }

  /** Some batches as an archive might have them; the one that is returned goes on. */
  static InventedBatch fill(Archive archive) {
    InventedBatch ended =
        archive.add(
            batch(
                "20261126-091204-m3vq",
                "Parish registers, box 14",
                prefix("registers/box-14/"),
                412,
                50));
    ended.succeed(412);
    InventedBatch failed =
        archive.add(
            batch(
                "20261127-160231-k8rt",
                "Expedition albums 1865",
                new Manifest("archive", "manifests/expeditions.csv", null, Manifest.Format.CSV),
                1864,
                22));
    failed.fail(9, FailureCode.IMAGE_DAMAGED);
    failed.fail(31, FailureCode.SOURCE_CHANGED);
    failed.fail(2, FailureCode.DELIVERIES_EXHAUSTED);
    for (int i = 0; i < 6; i++) {
      failed.succeedForReview();
    }
    failed.succeed(3000);
    failed.reject(
        new RowRejected(
            failed.id(),
            "manifests/expeditions.csv",
            118,
            FailureCode.MALFORMED_ROW,
            "the row has one column; bucket,key are needed"));
    failed.reject(
        new RowRejected(
            failed.id(),
            "manifests/expeditions.csv",
            902,
            FailureCode.MALFORMED_ROW,
            "the key is empty"));
    InventedBatch cancelled =
        archive.add(batch("20261127-171842-c2we", null, prefix("postcards/"), 230, 20));
    cancelled.succeed(61);
    cancelled.cancel();
    InventedBatch running =
        archive.add(
            batch(
                "20261128-141530-x7k2",
                "Glass negatives, second shelf",
                prefix("glass/shelf-2/"),
                2000,
                1));
    running.fail(4, FailureCode.IMAGE_DAMAGED);
    running.fail(2, FailureCode.TIMED_OUT);
    for (int i = 0; i < 9; i++) {
      running.succeedForReview();
    }
    running.succeed(1188);
    return running;
  }

  static InventedBatch batch(
      String id, @Nullable String label, Selection selection, int jobs, int hoursAgo) {
    Submission submission =
        new Submission(
            id,
            selection,
            Filter.NONE,
            Sample.ALL,
            "photo@1",
            new Target("results", "restored"),
            "photo",
            Lane.BULK,
            Submission.MAX_REJECTED_ROWS,
            label,
            null,
            "ada",
            Instant.now().minus(Duration.ofHours(hoursAgo)),
            null,
            null);
    return new InventedBatch(submission, InventedOrders.names(jobs));
  }

  static Prefix prefix(String prefix) {
    return new Prefix("archive", prefix, null);
  }

  static List<String> names(int jobs) {
    return InventedOrders.names(jobs);
  }
}
