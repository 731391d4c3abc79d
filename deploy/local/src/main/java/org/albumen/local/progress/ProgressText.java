package org.albumen.local.progress;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

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
        Columns.fit(glyphs.clean(progress.stage()), room - GAP.length(), glyphs.ellipsis);
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
        progress.measurable() ? rate(progress.rate()) : "");
  }

  private static String time(Progress progress) {
    if (progress.complete()) {
      return "in " + clock(progress.elapsed());
    }
    return "ETA " + (progress.measurable() ? clock(progress.remaining()) : "-:--");
  }

  /** Photographs a second, or seconds a photograph when that is the larger number. */
  static String rate(double perSecond) {
    return perSecond >= 1 ? number(perSecond) + " images/s" : number(1 / perSecond) + " s/image";
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value < 99.95 ? "%.1f" : "%.0f", value);
  }

  /** {@code 0:07}, {@code 12:34}, {@code 1:02:03}, and from two days on {@code 3 d 4 h}. */
  static String clock(Duration time) {
    if (time.toHours() >= 48) {
      return time.toDays() + " d " + time.toHoursPart() + " h";
    }
    if (time.toHours() > 0) {
      return String.format(
          Locale.ROOT, "%d:%02d:%02d", time.toHours(), time.toMinutesPart(), time.toSecondsPart());
    }
    return String.format(Locale.ROOT, "%d:%02d", time.toMinutes(), time.toSecondsPart());
  }
}
