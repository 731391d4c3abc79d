package org.albumen.dispatcher.view;

import java.util.List;
import java.util.Optional;
import org.albumen.common.batch.RowRejected;
import org.albumen.common.failure.AlbumenException;
import org.jspecify.annotations.Nullable;

/**
 * Batches and jobs, whichever dispatcher keeps them. What is shown may lag behind events by some
 * seconds. Every method may throw {@link AlbumenException} with {@code TRACKER_NOT_READY}.
 * Implementations are safe for use by several threads.
 */
public interface Batches {

  /** One batch; empty when nothing is known of it. */
  Optional<BatchView> batch(String batchId) throws AlbumenException;

  /**
   * Batches, the latest submitted first.
   *
   * @param tenant whose; null: everybody's
   * @param after {@link Slice#next} of the part before
   * @param limit 1 to 1000
   */
  Slice<BatchView> batches(@Nullable String tenant, @Nullable String after, int limit)
      throws AlbumenException;

  /**
   * Jobs of a batch, in an order that does not change.
   *
   * @param after {@link Slice#next} of the part before
   * @param limit 1 to 1000
   */
  Slice<JobView> jobs(String batchId, JobQuery query, @Nullable String after, int limit)
      throws AlbumenException;

  /** One job; empty when nothing is known of it. */
  Optional<JobView> job(String batchId, String jobId) throws AlbumenException;

  /** The first malformed rows of a batch's manifest. */
  List<RowRejected> rejectedRows(String batchId, int limit) throws AlbumenException;

  /** Whether queries are answered now. */
  boolean ready();
}
