package org.albumen.dispatcher.tally;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;

/** Where something stands in a list; positions are compared by their bytes in UTF-8. */
final class Position {
  private Position() {}

  /** A batch's: later ones come first, those of one time by name. */
  static String of(Instant submitted, String batchId) {
    long left = Long.MAX_VALUE - Math.max(submitted.toEpochMilli(), 0);
    return String.format(Locale.ROOT, "%019d", left) + "/" + batchId;
  }

  static int compare(String a, String b) {
    return Arrays.compareUnsigned(Keys.text(a), Keys.text(b));
  }
}
