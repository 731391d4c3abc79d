package org.albumen.dispatcher.page;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.albumen.common.batch.RowRejected;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.dispatcher.view.BatchView;
import org.albumen.dispatcher.view.Batches;
import org.albumen.dispatcher.view.JobQuery;
import org.albumen.dispatcher.view.JobView;
import org.albumen.dispatcher.view.Slice;
import org.jspecify.annotations.Nullable;

/** Batches that a test makes and moves on as it likes. Safe for use by several threads. */
final class Archive implements Batches {
  private final Map<String, InventedBatch> batches = new ConcurrentHashMap<>();

  InventedBatch add(InventedBatch batch) {
    batches.put(batch.id(), batch);
    return batch;
  }

  /** The batch that must be there. */
  InventedBatch get(String batchId) throws AlbumenException {
    InventedBatch batch = batches.get(batchId);
    if (batch == null) {
      throw new AlbumenException(FailureCode.BATCH_NOT_FOUND, "no batch " + batchId);
    }
    return batch;
  }

  void forget(String batchId) {
    batches.remove(batchId);
  }

  @Override
  public Optional<BatchView> batch(String batchId) {
    return Optional.ofNullable(batches.get(batchId)).map(InventedBatch::view);
  }

  @Override
  public Slice<BatchView> batches(@Nullable String tenant, @Nullable String after, int limit) {
    List<BatchView> all =
        batches.values().stream()
            .map(InventedBatch::view)
            .sorted(Comparator.comparing(Archive::submitted).reversed())
            .collect(Collectors.toList());
    return part(all, after, limit);
  }

  @Override
  public Slice<JobView> jobs(String batchId, JobQuery query, @Nullable String after, int limit)
      throws AlbumenException {
    Predicate<JobView> wanted =
        job ->
            (query.state() == null || job.state() == query.state())
                && (query.code() == null || job.code() == query.code())
                && (!query.toReview() || InventedBatch.toReview(job));
    return part(get(batchId).jobs().stream().filter(wanted).toList(), after, limit);
  }

  @Override
  public Optional<JobView> job(String batchId, String jobId) throws AlbumenException {
    return get(batchId).jobs().stream().filter(job -> job.jobId().equals(jobId)).findFirst();
  }

  @Override
  public List<RowRejected> rejectedRows(String batchId, int limit) throws AlbumenException {
    return get(batchId).rejectedRows().stream().limit(limit).toList();
  }

  @Override
  public boolean ready() {
    return true;
  }

  private static Instant submitted(BatchView batch) {
    return batch.submittedAt() == null ? Instant.EPOCH : batch.submittedAt();
  }

  private static <T> Slice<T> part(List<T> all, @Nullable String after, int limit) {
    int from = after == null ? 0 : Integer.parseInt(after);
    int to = Math.min(all.size(), from + limit);
    return new Slice<>(
        new ArrayList<>(all.subList(Math.min(from, to), to)),
        to < all.size() ? Integer.toString(to) : null);
  }
}
