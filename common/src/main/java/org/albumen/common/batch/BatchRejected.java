package org.albumen.common.batch;

import static java.util.Objects.requireNonNull;

import org.albumen.common.failure.FailureCode;

/**
 * A submission cannot become jobs, or no further ones; those that were made remain.
 *
 * @param message one line
 * @param jobs so many jobs were made before
 */
public record BatchRejected(String batchId, FailureCode code, String message, long jobs)
    implements BatchEvent {
  public BatchRejected {
    requireNonNull(batchId, "batchId");
    requireNonNull(code, "code");
    requireNonNull(message, "message");
  }

  @Override
  public String happened() {
    return "rejected";
  }
}
