package org.albumen.dispatcher.cli;

import java.io.PrintWriter;
import java.util.Optional;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.dispatcher.view.Slice;
import org.jspecify.annotations.Nullable;

/**
 * What was printed of a long list.
 *
 * @param number so many
 * @param more whether there are more
 */
record Listed(long number, boolean more) {
  private static final int LARGEST_PART = 1_000;

  /** Gets a part of a list. */
  interface Parts<T> {
    Slice<T> get(@Nullable String after, int limit) throws AlbumenException;
  }

  /** Takes one after the other. */
  interface Row<T> {
    void take(long number, T item);
  }

  /**
   * Goes through a list, part by part.
   *
   * @param limit so many at most, 1 or more
   * @param out to which rows are printed; nothing more is asked for when nobody reads it
   */
  static <T> Listed print(Parts<T> parts, long limit, Row<T> row, PrintWriter out)
      throws AlbumenException {
    if (limit < 1) {
      throw new AlbumenException(FailureCode.BAD_ARGUMENT, "--limit must be 1 or more");
    }
    long number = 0;
    String after = null;
    do {
      Slice<T> part = parts.get(after, (int) Math.min(LARGEST_PART, limit - number));
      for (T item : part.items()) {
        row.take(number++, item);
      }
      after = part.next();
    } while (after != null && number < limit && !out.checkError());
    return new Listed(number, after != null);
  }

  /** What is to be said at the end. */
  Optional<String> remark(String one, String several) {
    if (number == 0) {
      return Optional.of("no " + several);
    }
    return more
        ? Optional.of(
            "these are %d %s; there are more: raise --limit"
                .formatted(number, number == 1 ? one : several))
        : Optional.empty();
  }
}
