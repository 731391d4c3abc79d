package org.albumen.common.config;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How texts become values where SmallRye's own way is too lax or too narrow. */
final class SettingTypes {
  private static final int ABOVE_BUILT_IN = 100;
  private static final Pattern SHORT = Pattern.compile("(\\d{1,12})\\s*(ms|s|m|h|d)");

  private SettingTypes() {}

  static SmallRyeConfigBuilder register(SmallRyeConfigBuilder builder) {
    return builder
        .withConverter(Boolean.class, ABOVE_BUILT_IN, SettingTypes::truth)
        .withConverter(Duration.class, ABOVE_BUILT_IN, SettingTypes::duration);
  }

  /** {@code 30s}, {@code 500ms}, {@code 2m}, {@code 1h}, {@code 1d} or ISO 8601. */
  static Duration duration(String text) {
    Matcher matcher = SHORT.matcher(text.strip());
    if (matcher.matches()) {
      long count = Long.parseLong(matcher.group(1));
      return switch (matcher.group(2)) {
        case "ms" -> Duration.ofMillis(count);
        case "s" -> Duration.ofSeconds(count);
        case "m" -> Duration.ofMinutes(count);
        case "h" -> Duration.ofHours(count);
        default -> Duration.ofDays(count);
      };
    }
    try {
      return Duration.parse(text.strip());
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("no duration", e);
    }
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
