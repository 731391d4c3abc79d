package org.albumen.dispatcher.submission;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.albumen.common.codec.Json;
import org.albumen.common.digest.Digest;
import org.albumen.common.job.Lane;
import org.albumen.common.job.Target;
import org.albumen.common.submission.Filter;
import org.albumen.common.submission.Sample;
import org.albumen.common.submission.Selection;
import org.albumen.common.submission.Submission;
import org.albumen.dispatcher.access.Caller;
import org.jspecify.annotations.Nullable;

/**
 * A request for a batch, as people write it. See {@link Submission}.
 *
 * @param batch the batch's name; a new one when left out
 * @param selection what is looked at
 * @param filter which of that becomes jobs; everything when left out
 * @param sample a part of what the filter lets through; everything when left out
 * @param recipe {@code name@version}
 * @param target where results go
 * @param pool the class of workers; {@code photo} when left out
 * @param lane how urgent; bulk when left out
 * @param maxRejectedRows so many rows of a manifest may be malformed; 1000 when left out
 * @param label what people call it
 * @param deadline after which its jobs need not be begun
 */
public record SubmissionRequest(
    @Nullable String batch,
    Selection selection,
    @Nullable Filter filter,
    @Nullable Sample sample,
    String recipe,
    TargetRequest target,
    @Nullable String pool,
    @Nullable Lane lane,
    @Nullable Integer maxRejectedRows,
    @Nullable String label,
    @Nullable Instant deadline) {
  private static final String POOL = "photo";

  public SubmissionRequest {
    requireNonNull(selection, "selection");
    requireNonNull(recipe, "recipe");
    requireNonNull(target, "target");
  }

  /**
   * Where results go.
   *
   * @param bucket the bucket's name
   * @param prefix put before every result's key; nothing when left out
   * @param insideSource true when results may lie among their sources
   */
  public record TargetRequest(
      String bucket, @Nullable String prefix, @Nullable Boolean insideSource) {
    public TargetRequest {
      requireNonNull(bucket, "bucket");
    }

    Target target() {
      return new Target(bucket, prefix == null ? "" : prefix, insideSource);
    }
  }

  /**
   * The submission that this asks for.
   *
   * @throws IllegalArgumentException naming the value that cannot be
   */
  Submission submission(String batchId, Caller caller, Instant now) {
    return new Submission(
        batchId,
        selection,
        filter == null ? Filter.NONE : filter,
        sample == null ? Sample.ALL : sample,
        recipe,
        target.target(),
        pool == null ? POOL : pool,
        lane == null ? Lane.BULK : lane,
        maxRejectedRows == null ? Submission.MAX_REJECTED_ROWS : maxRejectedRows,
        label,
        caller.tenant(),
        caller.name(),
        now,
        deadline,
        digest());
  }

  /** Two that ask for the same have the same: 64 hex digits. */
  private String digest() {
    return Digest.sha256().text(Json.canonical(this)).hex();
  }
}
