package org.albumen.common.job;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.albumen.common.digest.Digest;
import org.jspecify.annotations.Nullable;

/**
 * One result to be made by one recipe.
 *
 * @param id names the job; the same for the same batch and source, so that a message published
 *     twice is one job
 * @param batchId the submission it belongs to
 * @param recipe {@code name@version}
 * @param submittedAt when the dispatcher made it
 * @param deadline after which it need not be begun
 */
public record Job(
    String id,
    String batchId,
    Source source,
    String recipe,
    Target target,
    Instant submittedAt,
    @Nullable Instant deadline) {
  public Job {
    ObjectRef.requireText(id, "id");
    ObjectRef.requireText(batchId, "batchId");
    requireNonNull(source, "source");
    ObjectRef.requireText(recipe, "recipe");
    requireNonNull(target, "target");
    requireNonNull(submittedAt, "submittedAt");
  }

  /** A job whose id follows from its batch and source. */
  public static Job of(
      String batchId, Source source, String recipe, Target target, Instant submittedAt) {
    return new Job(idOf(batchId, source), batchId, source, recipe, target, submittedAt, null);
  }

  /** The same with a deadline. */
  public Job before(@Nullable Instant time) {
    return new Job(id, batchId, source, recipe, target, submittedAt, time);
  }

  /** 32 hex digits that follow from the batch and the source. */
  public static String idOf(String batchId, Source source) {
    Digest digest = Digest.sha256().text(batchId);
    source.fields().forEach(digest::text);
    return digest.shortHex();
  }

  /** The record key: spreads a batch's jobs evenly over a topic's partitions. */
  public byte[] partitionKey() {
    return id.getBytes(StandardCharsets.UTF_8);
  }
}
