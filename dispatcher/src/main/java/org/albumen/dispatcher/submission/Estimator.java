package org.albumen.dispatcher.submission;

import org.albumen.common.failure.AlbumenException;
import org.albumen.common.submission.Submission;

/** Counts what a submission would come to. Safe for use by several threads. */
public interface Estimator {

  /**
   * Looks at what is selected, for a bounded time, and publishes nothing.
   *
   * @throws AlbumenException what the expansion would be rejected with; {@code STORE_UNAVAILABLE}
   */
  Estimate estimate(Submission submission) throws AlbumenException;

  /**
   * What a submission would come to.
   *
   * @param jobs that would be made
   * @param bytes of their sources, as far as known
   * @param skipped objects that would become no jobs
   * @param rejectedRows rows of a manifest that are malformed
   * @param complete false when there was no time to look at everything: it is more than this
   */
  record Estimate(long jobs, long bytes, long skipped, long rejectedRows, boolean complete) {}
}
