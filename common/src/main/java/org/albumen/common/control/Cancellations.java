package org.albumen.common.control;

/** Knows which batches are cancelled. Implementations are safe for use by several threads. */
@FunctionalInterface
public interface Cancellations {
  /** No batch is. */
  Cancellations NONE = batchId -> false;

  /** Whether no further job of the batch shall run. Answers at once, from memory. */
  boolean cancelled(String batchId);
}
