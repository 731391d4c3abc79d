package org.albumen.dispatcher.frontdoor;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.albumen.common.recipe.ImageFormat;
import org.jspecify.annotations.Nullable;

/** Which of our formats an {@code Accept} lets through (RFC 9110, 12.5.1). Stateless. */
final class AcceptedFormats {
  private AcceptedFormats() {}

  /** The formats, the most wanted first. */
  static List<ImageFormat> of(@Nullable String accept) {
    if (accept == null || accept.isBlank()) {
      return List.of(ImageFormat.values());
    }
    List<Range> ranges =
        Arrays.stream(accept.toLowerCase(Locale.ROOT).split(",", -1))
            .map(Range::parse)
            .filter(range -> range.weight > 0)
            .sorted(Comparator.comparingDouble((Range range) -> range.weight).reversed())
            .toList();
    return ranges.stream().flatMap(Range::formats).distinct().toList();
  }

  private record Range(String type, double weight) {
    static Range parse(String text) {
      String[] parts = text.strip().split("\\s*;\\s*", -1);
      double weight = 1;
      for (String part : parts) {
        if (part.matches("q=[01](\\.\\d{0,3})?")) {
          weight = Double.parseDouble(part.substring(2));
        }
      }
      return new Range(parts[0], weight);
    }

    Stream<ImageFormat> formats() {
      return Arrays.stream(ImageFormat.values())
          .filter(
              format ->
                  type.equals("*/*") || type.equals("image/*") || type.equals(format.mediaType()));
    }
  }
}
