package org.albumen.local.fleet;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.albumen.common.event.FaceOutcome;
import org.albumen.common.event.JobEvent;
import org.albumen.common.event.JobFailed;
import org.albumen.common.event.JobSucceeded;
import org.albumen.common.event.PhotoOutcome;
import org.albumen.common.failure.ExitCodes;

/**
 * What became of a folder.
 *
 * @param recipe {@code name@version}
 * @param ended one event for each photograph, by key
 * @param skipped files of the folder that are no photographs by their names
 * @param elapsed from the first job's submission to the last one's end
 * @param results the folder of the results
 */
public record RunReport(
    String recipe, List<JobEvent> ended, long skipped, Duration elapsed, Path results) {
  private static final double MILLIS = 1000;

  public RunReport {
    ended = List.copyOf(ended);
  }

  public List<JobSucceeded> successes() {
    return of(JobSucceeded.class).toList();
  }

  public List<JobFailed> failures() {
    return of(JobFailed.class).toList();
  }

  /** How many faces were found in all. */
  public int faces() {
    return successes().stream().mapToInt(success -> success.faces().size()).sum();
  }

  /** How many results should be looked at. */
  public long toReview() {
    return successes().stream()
        .filter(success -> success.photograph() == PhotoOutcome.NEEDS_REVIEW)
        .count();
  }

  /** How many faces were restored. */
  public long facesRestored() {
    return successes().stream()
        .flatMap(success -> success.faces().stream())
        .filter(face -> face.outcome() == FaceOutcome.RESTORED)
        .count();
  }

  /** How many results were there already. */
  public long reused() {
    return successes().stream().filter(JobSucceeded::reused).count();
  }

  public double seconds() {
    return elapsed.toMillis() / MILLIS;
  }

  /** Photographs that ended in a second, found ones included. */
  public double imagesPerSecond() {
    return ended.size() / Math.max(seconds(), 1 / MILLIS);
  }

  /** The summary for people. */
  public void print(PrintWriter out) {
    out.println();
    line(
        out,
        "restored  %d of %d photographs%s",
        successes().size(),
        ended.size(),
        reused() > 0 ? " (" + reused() + " found from an earlier run)" : "");
    line(
        out,
        "faces     %d found%s",
        faces(),
        facesRestored() > 0 ? ", " + facesRestored() + " restored" : "");
    if (toReview() > 0) {
      line(out, "review    %d results should be looked at", toReview());
    }
    line(out, "failed    %d", failures().size());
    line(out, "time      %.1f s, %.3f images/s", seconds(), imagesPerSecond());
    if (skipped > 0) {
      line(out, "skipped   %d files that are no photographs", skipped);
    }
    line(out, "results   %s", results.resolve("index.html"));
    for (JobFailed failure : failures()) {
      line(
          out,
          "  %s  %s: %s",
          ExitCodes.printable(failure.source().name()),
          failure.code(),
          ExitCodes.printable(failure.message()));
    }
    out.flush();
  }

  private <T extends JobEvent> Stream<T> of(Class<T> type) {
    return ended.stream().filter(type::isInstance).map(type::cast);
  }

  private static void line(PrintWriter out, String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
  }
}
