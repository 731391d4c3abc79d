package org.albumen.common.batch;

import static java.util.Objects.requireNonNull;

/**
 * The order to run no more jobs of the batch was given.
 *
 * @param by who gave it
 */
public record BatchCancelled(String batchId, String by) implements BatchEvent {
  public BatchCancelled {
    requireNonNull(batchId, "batchId");
    requireNonNull(by, "by");
  }

  @Override
  public String happened() {
    return "cancelled";
  }
}
