package org.albumen.common.submission;

import org.jspecify.annotations.Nullable;

/**
 * A part of what the filter lets through, in the selection's order.
 *
 * @param every the first of every so many, 1 or more; all when left out
 * @param first no more than so many, 1 or more; all when left out
 */
public record Sample(@Nullable Long every, @Nullable Long first) {
  /** Everything. */
  public static final Sample ALL = new Sample(null, null);

  public Sample {
    if (every != null && every < 1) {
      throw new IllegalArgumentException("every must be 1 or more");
    }
    if (first != null && first < 1) {
      throw new IllegalArgumentException("first must be 1 or more");
    }
  }

  /**
   * Whether the one of this number becomes a job.
   *
   * @param number how many the filter let through before it
   */
  public boolean takes(long number) {
    long step = every == null ? 1 : every;
    return number % step == 0 && !full(number / step);
  }

  /**
   * Whether so many are all that is wanted.
   *
   * @param jobs how many jobs there are
   */
  public boolean full(long jobs) {
    return first != null && jobs >= first;
  }
}
