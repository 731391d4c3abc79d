package org.albumen.common.submission;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Objects;
import org.albumen.common.job.Lane;
import org.albumen.common.job.Target;
import org.albumen.common.topic.Topics;
import org.jspecify.annotations.Nullable;

/**
 * A request to use a recipe on everything that is selected.
 *
 * @param batchId see {@link BatchIds}; the same id, sources and versions give the same job ids
 * @param selection what is looked at
 * @param filter which of that becomes jobs
 * @param sample a part of what the filter lets through
 * @param recipe {@code name@version}
 * @param target where results go
 * @param pool the class of workers that shall take the jobs
 * @param lane how urgent they are
 * @param maxRejectedRows so many rows of a manifest may be malformed; one more rejects the batch
 * @param label what people call it
 * @param tenant whose it is; null where there are no tenants
 * @param submittedBy who asked for it
 * @param submittedAt when
 * @param deadline after which its jobs need not be begun
 * @param requestDigest of the request that it came of, with which another under the same
 *     idempotency key is compared; null of one that came of none
 */
public record Submission(
    String batchId,
    Selection selection,
    Filter filter,
    Sample sample,
    String recipe,
    Target target,
    String pool,
    Lane lane,
    int maxRejectedRows,
    @Nullable String label,
    @Nullable String tenant,
    @Nullable String submittedBy,
    Instant submittedAt,
    @Nullable Instant deadline,
    @Nullable String requestDigest) {
  /** Malformed rows of a manifest that are borne unless a submission says otherwise. */
  public static final int MAX_REJECTED_ROWS = 1_000;

  private static final int MAX_LABEL = 200;

  /**
   * @throws IllegalArgumentException naming the value that cannot be
   */
  public Submission {
    BatchIds.checked(requireNonNull(batchId, "batchId"));
    requireNonNull(selection, "selection");
    filter = Objects.requireNonNullElse(filter, Filter.NONE);
    sample = Objects.requireNonNullElse(sample, Sample.ALL);
    requireText(recipe, "recipe");
    requireNonNull(target, "target");
    Topics.jobs(requireNonNull(pool, "pool"));
    requireNonNull(lane, "lane");
    if (maxRejectedRows < 0) {
      throw new IllegalArgumentException("maxRejectedRows must not be negative");
    }
    if (label != null && label.length() > MAX_LABEL) {
      throw new IllegalArgumentException("label has more than " + MAX_LABEL + " characters");
    }
    requireNonNull(submittedAt, "submittedAt");
  }

  /** A plain one: everything that is selected, in the bulk lane of the pool {@code photo}. */
  public static Submission of(
      String batchId, Selection selection, String recipe, Target target, Instant submittedAt) {
    return new Submission(
        batchId,
        selection,
        Filter.NONE,
        Sample.ALL,
        recipe,
        target,
        "photo",
        Lane.BULK,
        MAX_REJECTED_ROWS,
        null,
        null,
        null,
        submittedAt,
        null,
        null);
  }

  static void requireText(@Nullable String value, String name) {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(name + " is empty");
    }
  }
}
