package org.albumen.local.progress;

import java.util.ArrayList;
import java.util.List;
import org.albumen.common.terminal.Columns;
import org.albumen.common.terminal.Glyphs;
import org.albumen.common.terminal.Pace;

/** Writes a {@link Progress} as one line. Pure functions. */
final class ProgressText {
  private static final int SHORTEST_BAR = 8;
  private static final int LONGEST_BAR = 40;
  private static final String GAP = "  ";

  private ProgressText() {}

  /**
   * A line of at most {@code width} columns: a bar, the count, and as much as fits of the time
   * left, the failures, the rate and the stage, in this order of importance.
   *
   * @param width columns, 10 or more
   */
  static String render(Progress progress, int width, Glyphs glyphs) {
    String count = progress.finished() + "/" + progress.total();
    int used = Columns.of(count);
    boolean bar = width - used >= SHORTEST_BAR + 1;
    int room = width - used - (bar ? SHORTEST_BAR + 1 : 0);
    List<String> details = new ArrayList<>();
    for (String detail : details(progress)) {
      int columns = GAP.length() + Columns.of(detail);
      if (!detail.isEmpty() && columns <= room) {
        details.add(detail);
        room -= columns;
      }
    }
    int barColumns = bar ? Math.min(LONGEST_BAR, SHORTEST_BAR + room / 3) : 0;
    room -= Math.max(0, barColumns - SHORTEST_BAR);
    String stage =
        Columns.fit(glyphs.clean(progress.stage()), room - GAP.length(), glyphs.ellipsis());
    if (!stage.isEmpty()) {
      details.add(stage);
    }
    StringBuilder line = new StringBuilder();
    if (bar) {
      line.append(glyphs.bar(progress.fraction(), barColumns)).append(' ');
    }
    line.append(count);
    details.forEach(detail -> line.append(GAP).append(detail));
    return line.toString();
  }

  /** The same for a log: a sentence of any length, without a bar. */
  static String plain(Progress progress, Glyphs glyphs) {
    List<String> parts = new ArrayList<>();
    parts.add(progress.finished() + " of " + progress.total() + " photographs");
    details(progress).stream().filter(detail -> !detail.isEmpty()).forEach(parts::add);
    if (!progress.stage().isEmpty()) {
      parts.add(glyphs.clean(progress.stage()));
    }
    return String.join(", ", parts);
  }

  private static List<String> details(Progress progress) {
    return List.of(
        time(progress),
        progress.failed() == 0 ? "" : progress.failed() + " failed",
        progress.measurable() ? Pace.rate(progress.rate()) : "");
  }

  private static String time(Progress progress) {
    if (progress.complete()) {
      return "in " + Pace.clock(progress.elapsed());
    }
    return "ETA " + (progress.measurable() ? Pace.clock(progress.remaining()) : "-:--");
  }
}
