package org.albumen.models.batch;

import java.time.Duration;

/**
 * How batches are formed.
 *
 * @param most inputs of a batch at most, at least 1; 1: each is run by itself, at once
 * @param delay how long the first input of a batch waits for others at most
 */
public record BatchSettings(int most, Duration delay) {
  /** No batches: what a network answers depends on nothing but its input. */
  public static final BatchSettings NONE = new BatchSettings(1, Duration.ZERO);

  public BatchSettings {
    if (most < 1) {
      throw new IllegalArgumentException("a batch has at least one input");
    }
    if (delay.isNegative()) {
      throw new IllegalArgumentException("nothing waits for less than no time");
    }
  }

  /** Whether inputs of several callers are put together at all. */
  public boolean together() {
    return most > 1;
  }

  /**
   * The largest batch of a fixed size that so many inputs fill: powers of two, so that a network
   * sees few shapes, for each of which libtorch chooses its kernels anew.
   */
  int size(int inputs) {
    return Integer.highestOneBit(Math.min(inputs, most));
  }
}
