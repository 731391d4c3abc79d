package org.albumen.dispatcher.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.albumen.common.terminal.Columns;
import org.albumen.common.terminal.Glyphs;
import org.albumen.common.terminal.Pace;
import org.albumen.dispatcher.view.BatchState;
import org.albumen.dispatcher.view.BatchView;

/** A batch's progress in one line. Pure functions. */
final class ProgressText {
  private static final int SHORTEST_BAR = 8;
  private static final int LONGEST_BAR = 40;
  private static final String GAP = "  ";

  private ProgressText() {}

  /**
   * A line of at most {@code width} columns: a bar, the count, and as much as fits of the state,
   * the time left, the failures, the rate and what is to be reviewed, in this order of importance.
   *
   * @param width columns, 10 or more
   */
  static String render(BatchView batch, int width, Glyphs glyphs) {
    String count = Columns.fit(count(batch), width, glyphs.ellipsis());
    int room = width - count.length() - SHORTEST_BAR - 1;
    if (room < 0) {
      return count;
    }
    StringBuilder details = new StringBuilder();
    List<String> remarks = details(batch);
    remarks.remove(Words.of(BatchState.RUNNING)); // as one expects; the bar needs the room
    for (String detail : remarks) {
      int columns = GAP.length() + detail.length();
      if (columns <= room) {
        details.append(GAP).append(detail);
        room -= columns;
      }
    }
    String bar = glyphs.bar(fraction(batch), Math.min(LONGEST_BAR, SHORTEST_BAR + room));
    return bar + " " + count + details;
  }

  /** The same for a log: a sentence of any length, without a bar. */
  static String plain(BatchView batch) {
    List<String> parts = new ArrayList<>();
    parts.add(ended(batch) + " of " + batch.jobs() + " jobs");
    parts.addAll(details(batch));
    return String.join(", ", parts);
  }

  /** Jobs that have ended. */
  static long ended(BatchView batch) {
    return batch.succeeded() + batch.failed() + batch.cancelled();
  }

  private static String count(BatchView batch) {
    return ended(batch) + "/" + batch.jobs() + (isGrowing(batch) ? "+" : "");
  }

  /** Not all of its jobs are made yet. */
  private static boolean isGrowing(BatchView batch) {
    return batch.state() == BatchState.QUEUED || batch.state() == BatchState.EXPANDING;
  }

  private static double fraction(BatchView batch) {
    return batch.jobs() == 0 ? 0 : (double) ended(batch) / batch.jobs();
  }

  private static List<String> details(BatchView batch) {
    List<String> details = new ArrayList<>();
    details.add(Words.of(batch.state()));
    if (batch.etaSeconds() != null && !batch.state().ended()) {
      details.add("ETA " + Pace.clock(Duration.ofSeconds(batch.etaSeconds())));
    }
    if (batch.failed() > 0) {
      details.add(batch.failed() + " failed");
    }
    if (batch.imagesPerSecond() > 0 && !batch.state().ended()) {
      details.add(Pace.rate(batch.imagesPerSecond()));
    }
    if (batch.needsReview() > 0) {
      details.add(batch.needsReview() + " to review");
    }
    return details;
  }
}
