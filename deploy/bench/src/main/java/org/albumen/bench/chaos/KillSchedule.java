package org.albumen.bench.chaos;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/**
 * When which worker is struck: one at each tick, drawn from a seed. Of five strikes about one is
 * gentle (SIGTERM), never the first. Not safe for use by several threads.
 */
final class KillSchedule {
  private static final double GENTLE = 0.2;

  private final Duration every;
  private final SplittableRandom random;
  private int ticks;

  KillSchedule(Duration every, long seed) {
    this.every = every;
    this.random = new SplittableRandom(seed);
  }

  /** The next strike. */
  Strike next() {
    ticks++;
    boolean gentle = random.nextDouble() < GENTLE && ticks > 1;
    return new Strike(every.multipliedBy(ticks), gentle, random.nextDouble());
  }

  /**
   * A strike.
   *
   * @param at since the beginning
   * @param gentle whether by SIGTERM, else by SIGKILL
   * @param lot 0 to 1, which tells the victim
   */
  record Strike(Duration at, boolean gentle, double lot) {
    /** The one of some, not none, whom it hits. */
    <T> T among(List<T> some) {
      return some.get((int) (lot * some.size()));
    }
  }
}
