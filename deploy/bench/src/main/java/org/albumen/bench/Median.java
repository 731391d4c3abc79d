package org.albumen.bench;

import java.util.List;
import java.util.OptionalDouble;

/** The median. */
public final class Median {
  private Median() {}

  /**
   * The middle one of some values, or the mean of the two in the middle; empty when there is none.
   */
  public static OptionalDouble of(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int half = sorted.size() / 2;
    if (sorted.isEmpty()) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(
        sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2);
  }
}
