package org.albumen.bench.chaos;

import java.util.ArrayList;
import java.util.List;
import org.albumen.bench.Median;
import org.albumen.bench.chaos.Vitals.Measure;

/**
 * Whether a process holds as much at the end of a long run as near its beginning. The run is cut
 * into tenths by its jobs; the first is for warming up. A measure is flat when the median of its
 * last tenth is above that of the second by no more than noise explains: three times the spread of
 * the samples about the median of their own tenth (1.4826 times the median absolute deviation,
 * which is the standard deviation of normal noise), or the measure's slack if that is more.
 */
final class Flatness {
  /** Into how many parts a run is cut. */
  static final int PARTS = 10;

  private static final double DEVIATIONS = 3;
  private static final double MAD_TO_SIGMA = 1.4826;

  private final List<List<Vitals>> tenths = new ArrayList<>();

  /**
   * @param samples in the order in which they were taken
   * @param jobs of the whole run
   * @throws IllegalArgumentException when a tenth has no sample: then nothing can be said
   */
  Flatness(List<Vitals> samples, int jobs) {
    for (int i = 0; i < PARTS; i++) {
      tenths.add(new ArrayList<>());
    }
    for (Vitals sample : samples) {
      int tenth = (int) Math.min(PARTS - 1L, (long) sample.jobs() * PARTS / jobs);
      tenths.get(tenth).add(sample);
    }
    for (int i = 0; i < PARTS; i++) {
      if (tenths.get(i).isEmpty()) {
        throw new IllegalArgumentException(
            "no sample in tenth " + (i + 1) + ": look more often, or take more jobs");
      }
    }
  }

  /** The median of a measure in a tenth, 1 to 10. */
  double median(Measure measure, int tenth) {
    return median(tenths.get(tenth - 1).stream().map(measure::of).toList());
  }

  /** The median of the second tenth. */
  double first(Measure measure) {
    return median(measure, 2);
  }

  /** The median of the last tenth. */
  double last(Measure measure) {
    return median(measure, PARTS);
  }

  /** What a measure may grow by from the second tenth to the last and still be flat. */
  double allowed(Measure measure) {
    List<Double> deviations = new ArrayList<>();
    for (int tenth = 2; tenth <= PARTS; tenth++) {
      double middle = median(measure, tenth);
      for (Vitals sample : tenths.get(tenth - 1)) {
        deviations.add(Math.abs(measure.of(sample) - middle));
      }
    }
    return Math.max(measure.slack(), DEVIATIONS * MAD_TO_SIGMA * median(deviations));
  }

  boolean flat(Measure measure) {
    return last(measure) - first(measure) <= allowed(measure);
  }

  /** Whether all measures are flat. */
  boolean flat() {
    return List.of(Measure.values()).stream().allMatch(this::flat);
  }

  private static double median(List<Double> values) {
    return Median.of(values).orElseThrow();
  }
}
