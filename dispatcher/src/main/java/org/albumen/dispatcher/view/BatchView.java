package org.albumen.dispatcher.view;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.Lane;
import org.albumen.common.job.Target;
import org.albumen.common.submission.Selection;
import org.jspecify.annotations.Nullable;

/**
 * A batch. Jobs are counted, not events: each is accepted, and then pending, succeeded, failed or
 * cancelled.
 *
 * @param batchId its name
 * @param state where it stands
 * @param label what people call it
 * @param tenant whose it is
 * @param submittedBy who asked for it
 * @param recipe {@code name@version}; null of one whose submission is not known
 * @param selection what was selected; null likewise
 * @param target where results go; null likewise
 * @param pool class of workers; null likewise
 * @param lane how urgent; null likewise
 * @param jobs jobs that were made so far
 * @param pending jobs that have not ended
 * @param succeeded jobs that have
 * @param reused those of the succeeded whose result was there already
 * @param failed jobs that have
 * @param failuresByCode adds up to {@code failed}
 * @param cancelled jobs that have been
 * @param needsReview results that somebody should look at and nobody has
 * @param noFaces photographs in which no face was found
 * @param faces found in all photographs that succeeded
 * @param skipped objects that became no jobs
 * @param rejectedRows rows of the manifest that were malformed
 * @param bytes of the jobs' sources, as far as known
 * @param pixels of the results that were made
 * @param gpuSeconds that networks ran
 * @param imagesPerSecond jobs that ended in a second, over the last minutes
 * @param etaSeconds until the last job ends, at that rate; null when that cannot be told
 * @param code why the batch was rejected
 * @param message the same in one line
 * @param requestDigest SHA-256 of the request that it came of, with which another under the same
 *     idempotency key is compared; null of one that came of none
 * @param submittedAt null when the submission is not known
 * @param updatedAt when the last thing happened to it
 * @param completedAt when the last job ended
 */
public record BatchView(
    String batchId,
    BatchState state,
    @Nullable String label,
    @Nullable String tenant,
    @Nullable String submittedBy,
    @Nullable String recipe,
    @Nullable Selection selection,
    @Nullable Target target,
    @Nullable String pool,
    @Nullable Lane lane,
    long jobs,
    long pending,
    long succeeded,
    long reused,
    long failed,
    Map<FailureCode, Long> failuresByCode,
    long cancelled,
    long needsReview,
    long noFaces,
    long faces,
    long skipped,
    long rejectedRows,
    long bytes,
    long pixels,
    double gpuSeconds,
    double imagesPerSecond,
    @Nullable Long etaSeconds,
    @Nullable FailureCode code,
    @Nullable String message,
    @Nullable String requestDigest,
    @Nullable Instant submittedAt,
    @Nullable Instant updatedAt,
    @Nullable Instant completedAt) {
  public BatchView {
    failuresByCode = Collections.unmodifiableMap(new TreeMap<>(failuresByCode));
  }
}
