package org.albumen.dispatcher.client;

import java.time.Instant;
import org.albumen.common.job.Lane;
import org.albumen.common.job.Target;
import org.albumen.common.submission.BatchIds;
import org.albumen.common.submission.Filter;
import org.albumen.common.submission.Sample;
import org.albumen.common.submission.Selection;
import org.albumen.common.topic.Topics;
import org.jspecify.annotations.Nullable;

/**
 * What a batch is asked for with; what is left out is as the API has it.
 *
 * @param batch its name
 * @param selection what is looked at
 * @param filter which of that becomes jobs
 * @param sample a part of what the filter lets through
 * @param recipe {@code name@version}
 * @param target where results go
 * @param pool the class of workers
 * @param lane how urgent
 * @param maxRejectedRows so many rows of a manifest may be malformed
 * @param label what people call it
 * @param deadline after which its jobs need not be begun
 */
public record NewBatch(
    String batch,
    Selection selection,
    @Nullable Filter filter,
    @Nullable Sample sample,
    String recipe,
    Target target,
    @Nullable String pool,
    @Nullable Lane lane,
    @Nullable Integer maxRejectedRows,
    @Nullable String label,
    @Nullable Instant deadline) {
  /**
   * @throws IllegalArgumentException naming the value that cannot be
   */
  public NewBatch {
    BatchIds.checked(batch);
    if (pool != null) {
      Topics.jobs(pool);
    }
    if (maxRejectedRows != null && maxRejectedRows < 0) {
      throw new IllegalArgumentException("maxRejectedRows must not be negative");
    }
    filter = Filter.NONE.equals(filter) ? null : filter;
    sample = Sample.ALL.equals(sample) ? null : sample;
  }
}
