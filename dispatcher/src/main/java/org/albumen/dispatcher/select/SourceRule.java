package org.albumen.dispatcher.select;

import org.albumen.common.failure.AlbumenException;
import org.albumen.common.job.ObjectRef;
import org.albumen.common.store.Boundary;
import org.albumen.common.submission.Submission;

/** What may be a source. Implementations are safe for use by several threads. */
@FunctionalInterface
public interface SourceRule {
  /**
   * Refuses an object that may not be a source.
   *
   * @throws AlbumenException {@code BUCKET_NOT_ALLOWED} or {@code KEY_NOT_ALLOWED}
   */
  void require(ObjectRef ref) throws AlbumenException;

  /** The rule for a submission: whose it is may narrow what the settings allow. */
  @FunctionalInterface
  interface Of {
    /**
     * Finds it.
     *
     * @throws AlbumenException when nobody may submit this any more
     */
    SourceRule submission(Submission submission) throws AlbumenException;
  }

  /** The same for everybody. */
  static Of all(Boundary boundary) {
    return submission -> boundary::requireSource;
  }
}
