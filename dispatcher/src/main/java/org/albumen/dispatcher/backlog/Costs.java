package org.albumen.dispatcher.backlog;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import org.albumen.common.job.Lane;
import org.albumen.dispatcher.view.BatchView;
import org.jspecify.annotations.Nullable;

/**
 * What jobs take in the networks, learned from batches: for a recipe the seconds per pixel of its
 * results, and the pixels per byte of its sources; where bytes are not known, the seconds per job.
 * A lane's jobs cost what the pending jobs of its batches cost on average. Immutable.
 */
final class Costs {
  /** Nothing was learned. */
  static final Costs NONE = new Costs(List.of());

  private final Map<String, Sums> recipes = new HashMap<>();
  private final Sums all = new Sums();
  private final List<BatchView> pending;

  private Costs(List<BatchView> batches) {
    for (BatchView batch : batches) {
      if (batch.recipe() != null) {
        recipes.computeIfAbsent(batch.recipe(), any -> new Sums()).add(batch);
      }
      all.add(batch);
    }
    pending = batches.stream().filter(batch -> batch.pending() > 0).toList();
  }

  static Costs learned(List<BatchView> batches) {
    return new Costs(batches);
  }

  /**
   * Seconds that jobs of a lane are estimated to take; null when nothing was measured yet.
   *
   * @param jobs so many of them
   */
  @Nullable Double seconds(String pool, Lane lane, long jobs) {
    if (jobs == 0) {
      return 0.0;
    }
    double seconds = 0;
    long known = 0;
    for (BatchView batch : pending) {
      OptionalDouble each = perJob(batch);
      if (Objects.equals(batch.pool(), pool) && batch.lane() == lane && each.isPresent()) {
        seconds += each.getAsDouble() * batch.pending();
        known += batch.pending();
      }
    }
    if (known > 0) {
      return seconds / known * jobs;
    }
    OptionalDouble each = all.perJob();
    return each.isPresent() ? Double.valueOf(each.getAsDouble() * jobs) : null;
  }

  /** What one of a batch's jobs takes; as any job where its recipe was never measured. */
  private OptionalDouble perJob(BatchView batch) {
    Sums sums = batch.recipe() == null ? null : recipes.get(batch.recipe());
    if (sums == null || sums.jobs == 0) {
      return all.perJob();
    }
    return batch.bytes() > 0 && batch.jobs() > 0 && sums.bytes > 0 && sums.pixels > 0
        ? OptionalDouble.of(sums.perByte() * batch.bytes() / batch.jobs())
        : sums.perJob();
  }

  /** Over results that were made. */
  private static final class Sums {
    private double jobs;
    private double seconds;
    private double pixels;
    private double bytes;

    private void add(BatchView batch) {
      long made = batch.succeeded() - batch.reused();
      if (made <= 0) {
        return;
      }
      jobs += made;
      seconds += batch.gpuSeconds();
      pixels += batch.pixels();
      bytes += batch.bytes() * (made / (double) batch.jobs());
    }

    private double perByte() {
      double pixelsPerByte = pixels / bytes;
      double secondsPerPixel = seconds / pixels;
      return pixelsPerByte * secondsPerPixel;
    }

    private OptionalDouble perJob() {
      return jobs == 0 ? OptionalDouble.empty() : OptionalDouble.of(seconds / jobs);
    }
  }
}
