package org.albumen.dispatcher.submission;

import java.util.Optional;

/** What jobs have cost so far. Safe for use by several threads. */
public interface LearnedCost {
  /** Nothing was measured yet. */
  LearnedCost UNKNOWN = recipe -> Optional.empty();

  /**
   * Seconds that networks ran for one job, in the mean.
   *
   * @param recipe {@code name@version}
   * @return empty when no job of that recipe has ended yet
   */
  Optional<Double> gpuSecondsPerJob(String recipe);
}
