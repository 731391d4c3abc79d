package org.albumen.common.config;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How texts become values where SmallRye's own way is too lax or too narrow. */
final class SettingTypes {
  private static final int ABOVE_BUILT_IN = 100;
  private static final Pattern SHORT = Pattern.compile("(\\d{1,12})\\s*(ms|s|m|h|d)");
  private static final Map<String, ChronoUnit> UNITS =
      Map.of(
          "ms", ChronoUnit.MILLIS,
          "s", ChronoUnit.SECONDS,
          "m", ChronoUnit.MINUTES,
          "h", ChronoUnit.HOURS,
          "d", ChronoUnit.DAYS);

  private SettingTypes() {}

  static SmallRyeConfigBuilder register(SmallRyeConfigBuilder builder) {
    // An empty text stays one: Kafka has settings whose empty value means something.
    return builder
        .withConverter(String.class, ABOVE_BUILT_IN, text -> text)
        .withConverter(Boolean.class, ABOVE_BUILT_IN, SettingTypes::truth)
        .withConverter(Duration.class, ABOVE_BUILT_IN, SettingTypes::duration);
  }

  /** {@code 30s}, {@code 500ms}, {@code 2m}, {@code 1h}, {@code 1d} or ISO 8601. */
  static Duration duration(String text) {
    Matcher matcher = SHORT.matcher(text.strip());
    return matcher.matches()
        ? Duration.of(Long.parseLong(matcher.group(1)), UNITS.get(matcher.group(2)))
        : Duration.parse(text.strip());
  }

  /** SmallRye takes every other word for false. */
  private static Boolean truth(String text) {
    return switch (text.strip()) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("neither true nor false");
    };
  }
}
