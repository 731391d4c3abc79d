package org.albumen.common.backoff;

import io.github.resilience4j.core.IntervalFunction;
import java.time.Duration;

/**
 * Pauses between tries: twice as long after each failure, up to the longest, each spread by half at
 * random so that a fleet does not come back in step. The one place for that. Safe for use by
 * several threads.
 */
public final class BackOff {
  private static final double MULTIPLIER = 2;
  private static final double SPREAD = 0.5;

  private final IntervalFunction function;

  /**
   * @param first a millisecond or more
   * @param longest no shorter than {@code first}
   */
  public BackOff(Duration first, Duration longest) {
    this.function = IntervalFunction.ofExponentialRandomBackoff(first, MULTIPLIER, SPREAD, longest);
  }

  /**
   * The pause after so many failures in a row.
   *
   * @param failures 1 or more
   */
  public Duration after(int failures) {
    return Duration.ofMillis(function.apply(failures));
  }

  /** Sleeps for {@link #after}. */
  public void sleep(int failures) throws InterruptedException {
    Thread.sleep(after(failures).toMillis());
  }

  /** The same for resilience4j: milliseconds by the number of failures. */
  public IntervalFunction asFunction() {
    return function;
  }
}
