package org.albumen.dispatcher.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;

/** Times as people write them. Stateless. */
final class Since {
  private static final Pattern SHORT = Pattern.compile("\\d{1,9}[smhd]");

  private Since() {}

  /**
   * Reads a time in the past: {@code 30m}, {@code 2h}, {@code 7d} (ago), a duration as in ISO 8601,
   * or an instant.
   *
   * @param option is named when it is wrong
   * @throws AlbumenException {@code BAD_ARGUMENT}
   */
  static Instant parse(String option, String text, Instant now) throws AlbumenException {
    try {
      return isDuration(text) ? now.minus(duration(text)) : Instant.parse(text);
    } catch (DateTimeException | ArithmeticException e) {
      throw bad(option, text, now, e);
    }
  }

  /** Reads a time in the future: {@code 12h} (from now), or an instant. */
  static Instant until(String option, String text, Instant now) throws AlbumenException {
    try {
      return isDuration(text) ? now.plus(duration(text)) : Instant.parse(text);
    } catch (DateTimeException | ArithmeticException e) {
      throw bad(option, text, now, e);
    }
  }

  /** Reads a duration: {@code 90s}, {@code 2h}, or as in ISO 8601. */
  static Duration span(String option, String text) throws AlbumenException {
    try {
      Duration span = duration(text);
      if (!span.isNegative() && span.toNanos() >= 0) {
        return span;
      }
    } catch (DateTimeException | ArithmeticException e) {
      // Said below.
    }
    throw new AlbumenException(
        FailureCode.BAD_ARGUMENT, option + " '" + text + "' is no duration such as 90s, 30m or 2h");
  }

  private static boolean isDuration(String text) {
    return text.startsWith("P") || SHORT.matcher(text).matches();
  }

  private static Duration duration(String text) {
    if (!SHORT.matcher(text).matches()) {
      return Duration.parse(text);
    }
    return Duration.parse((text.endsWith("d") ? "P" : "PT") + text);
  }

  private static AlbumenException bad(String option, String text, Instant now, Exception why) {
    return new AlbumenException(
        FailureCode.BAD_ARGUMENT,
        option + " '" + text + "' is neither a duration such as 2h nor a time such as " + now,
        why);
  }
}
