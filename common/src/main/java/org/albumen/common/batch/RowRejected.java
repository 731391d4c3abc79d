package org.albumen.common.batch;

import static java.util.Objects.requireNonNull;

import org.albumen.common.failure.FailureCode;

/**
 * A row of a manifest became no job.
 *
 * @param file the key of the file that it stands in
 * @param line its line, from 1
 * @param message one line
 */
public record RowRejected(String batchId, String file, long line, FailureCode code, String message)
    implements BatchEvent {
  public RowRejected {
    requireNonNull(batchId, "batchId");
    requireNonNull(file, "file");
    requireNonNull(code, "code");
    requireNonNull(message, "message");
  }

  @Override
  public String happened() {
    return "row-rejected";
  }

  @Override
  public String id() {
    return BatchEvent.super.id() + ":" + file + ":" + line;
  }
}
