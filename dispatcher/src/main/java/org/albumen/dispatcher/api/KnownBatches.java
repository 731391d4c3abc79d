package org.albumen.dispatcher.api;

import java.util.Optional;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.dispatcher.access.Caller;
import org.albumen.dispatcher.submission.Submissions;
import org.albumen.dispatcher.view.BatchState;
import org.albumen.dispatcher.view.BatchView;
import org.albumen.dispatcher.view.Batches;
import org.albumen.dispatcher.view.JobView;

/**
 * Batches and jobs as a caller may see them. What is another tenant's is not there at all. Safe for
 * use by several threads.
 */
final class KnownBatches {
  private final Batches batches;
  private final Submissions submissions;

  KnownBatches(Batches batches, Submissions submissions) {
    this.batches = batches;
    this.submissions = submissions;
  }

  /** A batch, also one that the tracker has not heard of yet. */
  Optional<BatchView> find(String batchId) throws AlbumenException {
    Optional<BatchView> tracked = batches.batch(batchId);
    return tracked.isPresent() ? tracked : submissions.recent(batchId);
  }

  /**
   * The same, as a caller may see it.
   *
   * @throws AlbumenException {@code BATCH_NOT_FOUND}
   */
  BatchView require(String batchId, Caller caller) throws AlbumenException {
    Optional<BatchView> view = find(batchId).filter(b -> caller.sees(b.tenant()));
    if (view.isEmpty()) {
      throw new AlbumenException(
          FailureCode.BATCH_NOT_FOUND, "nothing is known of a batch " + shown(batchId));
    }
    return view.get();
  }

  /**
   * A job.
   *
   * @throws AlbumenException {@code BATCH_NOT_FOUND}, {@code JOB_NOT_FOUND}
   */
  JobView requireJob(String batchId, String jobId, Caller caller) throws AlbumenException {
    require(batchId, caller);
    Optional<JobView> job = batches.job(batchId, jobId);
    if (job.isEmpty()) {
      throw new AlbumenException(
          FailureCode.JOB_NOT_FOUND, "batch " + batchId + " has no job " + shown(jobId));
    }
    return job.get();
  }

  /** The batch as it will be when the order that was given has come through. */
  static BatchView cancelling(BatchView b) {
    return new BatchView(
        b.batchId(),
        BatchState.CANCELLING,
        b.label(),
        b.tenant(),
        b.submittedBy(),
        b.recipe(),
        b.selection(),
        b.target(),
        b.pool(),
        b.lane(),
        b.jobs(),
        b.pending(),
        b.succeeded(),
        b.reused(),
        b.failed(),
        b.failuresByCode(),
        b.cancelled(),
        b.needsReview(),
        b.noFaces(),
        b.faces(),
        b.skipped(),
        b.rejectedRows(),
        b.bytes(),
        b.pixels(),
        b.gpuSeconds(),
        b.imagesPerSecond(),
        b.etaSeconds(),
        b.code(),
        b.message(),
        b.requestDigest(),
        b.submittedAt(),
        b.updatedAt(),
        b.completedAt());
  }

  private static String shown(String id) {
    return id.length() > 100 ? "of that name" : id;
  }
}
