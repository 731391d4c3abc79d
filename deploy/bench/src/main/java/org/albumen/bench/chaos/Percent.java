package org.albumen.bench.chaos;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;

/**
 * A part of a whole.
 *
 * @param share 0 to 1
 */
record Percent(double share) {
  private static final Pattern FORM = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,6})?)\\s*%");
  private static final double WHOLE = 100;

  Percent {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("a percentage is 0% to 100%");
    }
  }

  /**
   * Reads {@code 5%} or {@code 0.5%}. A number alone is refused: it might be meant either way.
   *
   * @throws IllegalArgumentException for anything else
   */
  static Percent parse(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException("'" + text + "' is no percentage such as 5% or 0.5%");
    }
    return new Percent(Double.parseDouble(matcher.group(1)) / WHOLE);
  }

  @Override
  public String toString() {
    String number = String.format(Locale.ROOT, "%.4f", share * WHOLE);
    return number.replaceFirst("\\.?0+$", "") + "%";
  }

  /** For picocli. */
  static final class Converter implements ITypeConverter<Percent> {
    @Override
    public Percent convert(String text) {
      return Options.converted(() -> parse(text));
    }
  }
}
