package org.albumen.dispatcher.frontdoor;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.Target;
import org.albumen.common.recipe.ImageFormat;
import org.jspecify.annotations.Nullable;

/**
 * The arguments that are allowed, each once: {@code -recipe NAME@VERSION}, {@code -format
 * png|jpeg|tiff}, {@code -quality 1-100}, {@code -target BUCKET/PREFIX}. Nothing of them ever
 * reaches a command line.
 *
 * @param recipe null: one that gives what is accepted
 * @param format null: what is accepted
 * @param quality of a JPEG, which the recipe must have; null: whatever it has
 * @param target null: the only one that the settings allow
 */
record IslandoraArguments(
    @Nullable String recipe,
    @Nullable ImageFormat format,
    @Nullable Integer quality,
    @Nullable Target target) {
  private static final String HEADER = "X-Islandora-Args";
  private static final Set<String> KNOWN = Set.of("-recipe", "-format", "-quality", "-target");
  private static final int LONGEST = 1_000;
  private static final int BEST_QUALITY = 100;
  private static final String S3 = "s3://";

  /**
   * Reads the header.
   *
   * @throws AlbumenException {@code BAD_ARGUMENT}
   */
  static IslandoraArguments parse(@Nullable String header) throws AlbumenException {
    Map<String, String> given = new HashMap<>();
    String text = header == null ? "" : header.strip();
    if (text.length() > LONGEST) {
      throw bad("has more than " + LONGEST + " characters");
    }
    String[] words = text.isEmpty() ? new String[0] : text.split("\\s+", -1);
    for (int i = 0; i < words.length; i += 2) {
      if (!KNOWN.contains(words[i])) {
        throw bad("knows -recipe, -format, -quality and -target alone");
      }
      if (i + 1 == words.length || words[i + 1].startsWith("-")) {
        throw bad(words[i] + " wants a value");
      }
      if (given.put(words[i], words[i + 1]) != null) {
        throw bad(words[i] + " is given twice");
      }
    }
    return new IslandoraArguments(
        given.get("-recipe"),
        format(given.get("-format")),
        quality(given.get("-quality")),
        given.containsKey("-target") ? target(given.get("-target")) : null);
  }

  /** {@code BUCKET} or {@code BUCKET/PREFIX}, also after {@code s3://}. */
  static Target target(@Nullable String text) throws AlbumenException {
    String place = String.valueOf(text);
    place = place.startsWith(S3) ? place.substring(S3.length()) : place;
    int slash = place.indexOf('/');
    try {
      return slash < 0
          ? new Target(place, "")
          : new Target(place.substring(0, slash), place.substring(slash + 1));
    } catch (IllegalArgumentException e) {
      throw bad("-target wants BUCKET/PREFIX");
    }
  }

  private static @Nullable ImageFormat format(@Nullable String word) throws AlbumenException {
    return word == null
        ? null
        : switch (word.toLowerCase(Locale.ROOT)) {
          case "png" -> ImageFormat.PNG;
          case "jpeg", "jpg" -> ImageFormat.JPEG;
          case "tiff", "tif" -> ImageFormat.TIFF;
          default -> throw bad("-format wants png, jpeg or tiff");
        };
  }

  private static @Nullable Integer quality(@Nullable String word) throws AlbumenException {
    if (word == null) {
      return null;
    }
    if (!word.matches("\\d{1,3}")
        || Integer.parseInt(word) < 1
        || Integer.parseInt(word) > BEST_QUALITY) {
      throw bad("-quality wants 1 to " + BEST_QUALITY);
    }
    return Integer.valueOf(word);
  }

  private static AlbumenException bad(String problem) {
    return new AlbumenException(FailureCode.BAD_ARGUMENT, HEADER + ": " + problem);
  }
}
