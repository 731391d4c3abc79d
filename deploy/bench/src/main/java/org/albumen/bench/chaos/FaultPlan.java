package org.albumen.bench.chaos;

import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Which requests fail, and how: a share of them, drawn from a seed. Of a hundred faults 40 are
 * refusals, 40 lost answers, 10 resets and 10 broken answers. Nothing fails until it is armed. Safe
 * for use by several threads.
 */
final class FaultPlan {
  private static final double REFUSED = 0.4;
  private static final double ANSWER_LOST = 0.8;
  private static final double RESET = 0.9;

  private final double share;
  private final SplittableRandom random;
  private final Map<Fault, Integer> counts = new EnumMap<>(Fault.class);
  private boolean armed;

  FaultPlan(Percent share, long seed) {
    this.share = share.share();
    this.random = new SplittableRandom(seed);
  }

  /** From now on requests fail, or no more. */
  synchronized void arm(boolean whether) {
    armed = whether;
  }

  /** What happens to the next request. */
  synchronized Fault next() {
    Fault fault = armed && random.nextDouble() < share ? kind(random.nextDouble()) : Fault.NONE;
    counts.merge(fault, 1, Integer::sum);
    return fault;
  }

  /** How many requests failed in any way. */
  synchronized int faults() {
    return counts.entrySet().stream()
        .filter(count -> count.getKey() != Fault.NONE)
        .mapToInt(Map.Entry::getValue)
        .sum();
  }

  /** How often each was drawn. */
  synchronized Map<Fault, Integer> tally() {
    return new EnumMap<>(counts);
  }

  private static Fault kind(double lot) {
    if (lot < REFUSED) {
      return Fault.REFUSED;
    }
    if (lot < ANSWER_LOST) {
      return Fault.ANSWER_LOST;
    }
    return lot < RESET ? Fault.RESET : Fault.CUT;
  }
}
