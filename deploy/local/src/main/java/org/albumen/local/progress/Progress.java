package org.albumen.local.progress;

import java.time.Duration;

/**
 * How far a batch has come, at one moment.
 *
 * @param total photographs in the batch, 0 while it is unknown
 * @param finished photographs restored or failed, at most {@code total}
 * @param failed photographs failed, at most {@code finished}
 * @param partial work done on photographs that are not finished, in photographs: two that are half
 *     done count 1.0
 * @param elapsed time since the work began
 * @param stage what is being done now, for a person; may be empty
 */
public record Progress(
    int total, int finished, int failed, double partial, Duration elapsed, String stage) {

  /** Photographs' worth of work done, 0 to {@link #total()}. */
  double work() {
    return Math.min(total, finished + Math.max(0, partial));
  }

  /** Share of the work that is done, 0 to 1; 0 while the total is unknown. */
  double fraction() {
    return total == 0 ? 0 : work() / total;
  }

  boolean complete() {
    return total > 0 && finished >= total;
  }

  /** Whether anything has been done from which a rate could be told. */
  boolean measurable() {
    return work() > 0 && elapsed.toMillis() >= 500;
  }

  /** Photographs a second; meaningful when {@link #measurable()}. */
  double rate() {
    return work() / (elapsed.toMillis() / 1000.0);
  }

  /** Time that the rest takes at the rate so far; meaningful when {@link #measurable()}. */
  Duration remaining() {
    return Duration.ofSeconds(Math.round((total - work()) / rate()));
  }
}
