package org.albumen.dispatcher.submission;

import org.albumen.dispatcher.submission.Estimator.Estimate;
import org.jspecify.annotations.Nullable;

/**
 * What a submission would come to.
 *
 * @param jobs that would be made
 * @param bytes of their sources, as far as known
 * @param skipped objects that would become no jobs
 * @param rejectedRows rows of a manifest that are malformed
 * @param complete false when there was no time to look at everything: it is more than this
 * @param gpuSeconds that networks would run; null while nothing was measured of the recipe
 * @param cost of those, at {@code albumen.dispatcher.gpu-hour-price}; null without either
 */
public record DryRun(
    long jobs,
    long bytes,
    long skipped,
    long rejectedRows,
    boolean complete,
    @Nullable Double gpuSeconds,
    @Nullable Double cost) {
  private static final double SECONDS_PER_HOUR = 3600;

  static DryRun of(
      Estimate estimate, @Nullable Double gpuSecondsPerJob, @Nullable Double gpuHourPrice) {
    Double seconds = gpuSecondsPerJob == null ? null : estimate.jobs() * gpuSecondsPerJob;
    Double cost =
        seconds == null || gpuHourPrice == null ? null : seconds / SECONDS_PER_HOUR * gpuHourPrice;
    return new DryRun(
        estimate.jobs(),
        estimate.bytes(),
        estimate.skipped(),
        estimate.rejectedRows(),
        estimate.complete(),
        seconds,
        cost);
  }
}
