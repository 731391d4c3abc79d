package org.albumen.dispatcher.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;

/** A time in the past as people write it. */
final class Since {
  private static final Pattern AGO = Pattern.compile("(\\d{1,9})(s|m|h|d)");

  private Since() {}

  /**
   * Reads {@code 30m}, {@code 2h}, {@code 7d} (ago), a duration as in ISO 8601, or an instant.
   *
   * @throws AlbumenException {@code BAD_ARGUMENT}
   */
  static Instant parse(String text, Instant now) throws AlbumenException {
    Matcher ago = AGO.matcher(text);
    try {
      if (ago.matches()) {
        String time = ago.group(2).equals("d") ? "P" : "PT";
        return now.minus(Duration.parse(time + text));
      }
      return text.startsWith("P") ? now.minus(Duration.parse(text)) : Instant.parse(text);
    } catch (DateTimeException | ArithmeticException e) {
      throw new AlbumenException(
          FailureCode.BAD_ARGUMENT,
          "--since '" + text + "' is neither a duration such as 2h nor a time such as " + now,
          e);
    }
  }
}
