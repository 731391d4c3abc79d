package org.albumen.common.submission;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** Names of batches. */
public final class BatchIds {
  private static final Pattern VALID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  /** Without l, o, 0 and 1: these names are read aloud and typed. */
  private static final String LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";

  private static final int LETTER_COUNT = 4;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  private BatchIds() {}

  /** A new name that sorts by time (UTC), such as {@code 20261122-141530-x7k2}. */
  public static String next(Instant now, RandomGenerator random) {
    StringBuilder id = new StringBuilder(TIME.format(now)).append('-');
    for (int i = 0; i < LETTER_COUNT; i++) {
      id.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return id.toString();
  }

  /**
   * The same name, when it is one.
   *
   * @throws IllegalArgumentException unless it is 1 to 100 letters, digits, dots, hyphens and
   *     underscores
   */
  public static String checked(String id) {
    if (!VALID.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "batch '" + id + "' is not 1 to 100 letters, digits, '.', '_' and '-'");
    }
    return id;
  }
}
