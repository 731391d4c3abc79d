package org.albumen.dispatcher.api;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.albumen.common.batch.RowRejected;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.dispatcher.view.BatchView;
import org.albumen.dispatcher.view.Batches;
import org.albumen.dispatcher.view.JobQuery;
import org.albumen.dispatcher.view.JobView;
import org.albumen.dispatcher.view.Slice;
import org.jspecify.annotations.Nullable;

/** Batches in memory. Safe for use by several threads. */
public final class FakeBatches implements Batches {
  private final Map<String, BatchView> batches = new ConcurrentHashMap<>();
  private final Map<String, JobView> jobs = new ConcurrentHashMap<>();
  private final List<RowRejected> rows = new ArrayList<>();
  private volatile boolean ready = true;

  public void put(BatchView view) {
    batches.put(view.batchId(), view);
  }

  public void put(JobView view) {
    jobs.put(view.jobId(), view);
  }

  void add(RowRejected row) {
    rows.add(row);
  }

  void forget(String batchId) {
    batches.remove(batchId);
  }

  void ready(boolean now) {
    ready = now;
  }

  @Override
  public Optional<BatchView> batch(String batchId) throws AlbumenException {
    requireReady();
    return Optional.ofNullable(batches.get(batchId));
  }

  @Override
  public Slice<BatchView> batches(@Nullable String tenant, @Nullable String after, int limit)
      throws AlbumenException {
    requireReady();
    List<BatchView> found =
        batches.values().stream()
            .filter(b -> tenant == null || tenant.equals(b.tenant()))
            .filter(b -> after == null || b.batchId().compareTo(after) < 0)
            .sorted(Comparator.comparing(BatchView::batchId).reversed())
            .toList();
    return found.size() <= limit
        ? new Slice<>(found, null)
        : new Slice<>(found.subList(0, limit), found.get(limit - 1).batchId());
  }

  @Override
  public Slice<JobView> jobs(String batchId, JobQuery query, @Nullable String after, int limit) {
    List<JobView> found =
        jobs.values().stream()
            .filter(j -> j.batchId().equals(batchId))
            .filter(j -> query.state() == null || j.state() == query.state())
            .filter(j -> query.code() == null || j.code() == query.code())
            .filter(j -> after == null || j.jobId().compareTo(after) > 0)
            .sorted(Comparator.comparing(JobView::jobId))
            .toList();
    return found.size() <= limit
        ? new Slice<>(found, null)
        : new Slice<>(found.subList(0, limit), found.get(limit - 1).jobId());
  }

  @Override
  public Optional<JobView> job(String batchId, String jobId) {
    return Optional.ofNullable(jobs.get(jobId)).filter(j -> j.batchId().equals(batchId));
  }

  @Override
  public List<RowRejected> rejectedRows(String batchId, int limit) {
    return rows.stream().filter(r -> r.batchId().equals(batchId)).limit(limit).toList();
  }

  @Override
  public boolean ready() {
    return ready;
  }

  private void requireReady() throws AlbumenException {
    if (!ready) {
      throw new AlbumenException(FailureCode.TRACKER_NOT_READY, "state is being restored");
    }
  }
}
