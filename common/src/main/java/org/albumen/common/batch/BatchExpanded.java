package org.albumen.common.batch;

import static java.util.Objects.requireNonNull;

/**
 * Everything that was selected has become jobs, or the batch was cancelled before that.
 *
 * @param jobs so many jobs were made
 * @param bytes of their sources, as far as known
 * @param skipped objects that became no jobs
 * @param rejected rows that were malformed
 */
public record BatchExpanded(String batchId, long jobs, long bytes, long skipped, long rejected)
    implements BatchEvent {
  public BatchExpanded {
    requireNonNull(batchId, "batchId");
  }

  @Override
  public String happened() {
    return "expanded";
  }
}
