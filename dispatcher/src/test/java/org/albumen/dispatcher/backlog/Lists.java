package org.albumen.dispatcher.backlog;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.albumen.common.batch.RowRejected;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.Lane;
import org.albumen.dispatcher.view.BatchState;
import org.albumen.dispatcher.view.BatchView;
import org.albumen.dispatcher.view.Batches;
import org.albumen.dispatcher.view.JobQuery;
import org.albumen.dispatcher.view.JobView;
import org.albumen.dispatcher.view.Slice;
import org.jspecify.annotations.Nullable;

/** Batches that are in a list; null: the tracker is not ready. */
record Lists(@Nullable List<BatchView> list) implements Batches {

  /** A batch with some jobs that succeeded, all of whose results were made. */
  static BatchView batch(
      String recipe,
      Lane lane,
      long jobs,
      long succeeded,
      long bytes,
      long pixels,
      double seconds) {
    return new BatchView(
        "b",
        BatchState.RUNNING,
        null,
        null,
        null,
        recipe,
        null,
        null,
        "photo",
        lane,
        jobs,
        jobs - succeeded,
        succeeded,
        0,
        0,
        Map.of(),
        0,
        0,
        0,
        0,
        0,
        0,
        bytes,
        pixels,
        seconds,
        0,
        null,
        null,
        null,
        null,
        Instant.EPOCH,
        null,
        null);
  }

  @Override
  public Slice<BatchView> batches(@Nullable String tenant, @Nullable String after, int limit)
      throws AlbumenException {
    if (list == null) {
      throw new AlbumenException(FailureCode.TRACKER_NOT_READY, "not yet");
    }
    return new Slice<>(list, null);
  }

  @Override
  public boolean ready() {
    return list != null;
  }

  @Override
  public Optional<BatchView> batch(String batchId) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Slice<JobView> jobs(String batchId, JobQuery query, @Nullable String after, int limit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<JobView> job(String batchId, String jobId) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<RowRejected> rejectedRows(String batchId, int limit) {
    throw new UnsupportedOperationException();
  }
}
