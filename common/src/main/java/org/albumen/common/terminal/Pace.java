package org.albumen.common.terminal;

import java.time.Duration;
import java.util.Locale;

/** How fast work goes and how long it takes, in few characters. Stateless. */
public final class Pace {
  private Pace() {}

  /** Photographs a second, or seconds a photograph when that is the larger number. */
  public static String rate(double perSecond) {
    return perSecond >= 1 ? number(perSecond) + " images/s" : number(1 / perSecond) + " s/image";
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value < 99.95 ? "%.1f" : "%.0f", value);
  }

  /** {@code 0:07}, {@code 12:34}, {@code 1:02:03}, and from two days on {@code 3 d 4 h}. */
  public static String clock(Duration time) {
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
