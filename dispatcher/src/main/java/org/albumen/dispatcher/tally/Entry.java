package org.albumen.dispatcher.tally;

import static java.util.Objects.requireNonNull;

import org.albumen.common.batch.RowRejected;
import org.albumen.dispatcher.view.BatchView;
import org.albumen.dispatcher.view.JobView;
import org.jspecify.annotations.Nullable;

/**
 * A batch, a job or a row that was found.
 *
 * @param position where it stands in its list
 */
record Entry(
    String position, @Nullable BatchView batch, @Nullable JobView job, @Nullable RowRejected row) {
  Entry {
    requireNonNull(position, "position");
  }

  static Entry of(String position, BatchView batch) {
    return new Entry(position, batch, null, null);
  }

  static Entry of(JobView job) {
    return new Entry(job.jobId(), null, job, null);
  }

  static Entry of(String position, RowRejected row) {
    return new Entry(position, null, null, row);
  }
}
