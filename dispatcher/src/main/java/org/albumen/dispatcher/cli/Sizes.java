package org.albumen.dispatcher.cli;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;

/** Numbers of bytes as people write them. Stateless. */
final class Sizes {
  private static final Pattern WRITTEN =
      Pattern.compile("(\\d{1,18}(?:\\.\\d{1,6})?)([kKMGT]?i?)B?");
  private static final List<String> UNITS = List.of("", "k", "M", "G", "T");
  private static final int DECIMAL = 1_000;
  private static final int BINARY = 1_024;
  private static final int WHOLE_DIGITS = 100;

  private Sizes() {}

  /**
   * Reads {@code 4096}, {@code 20M} (decimal), {@code 1.5GiB} (binary).
   *
   * @throws AlbumenException {@code BAD_ARGUMENT}
   */
  static long parse(String option, String text) throws AlbumenException {
    Matcher matcher = WRITTEN.matcher(text);
    if (matcher.matches() && !matcher.group(2).equals("i")) {
      String unit = matcher.group(2).replace("i", "").replace("K", "k");
      int base = matcher.group(2).endsWith("i") ? BINARY : DECIMAL;
      BigInteger bytes =
          new BigDecimal(matcher.group(1))
              .multiply(BigDecimal.valueOf(base).pow(UNITS.indexOf(unit)))
              .toBigInteger();
      if (bytes.bitLength() < Long.SIZE) {
        return bytes.longValue();
      }
    }
    throw new AlbumenException(
        FailureCode.BAD_ARGUMENT,
        option + " '" + text + "' is no number of bytes such as 4096, 20M or 1.5GiB");
  }

  /** Three digits or so with a decimal unit. */
  static String text(long bytes) {
    double value = bytes;
    int unit = 0;
    while (value >= DECIMAL && unit < UNITS.size() - 1) {
      value /= DECIMAL;
      unit++;
    }
    String number =
        unit == 0 ? Long.toString(bytes) : String.format(Locale.ROOT, form(value), value);
    return number + " " + UNITS.get(unit) + "B";
  }

  private static String form(double value) {
    return value < WHOLE_DIGITS ? "%.1f" : "%.0f";
  }
}
