package org.albumen.common.batch;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.albumen.common.failure.FailureCode;
import org.jspecify.annotations.Nullable;

/**
 * Every job of the batch has ended, for the time being where some are replayed later.
 *
 * @param jobs succeeded, failed and cancelled together
 * @param failuresByCode adds up to {@code failed}
 * @param gpuSeconds that networks ran for the batch's jobs
 * @param round how often it had been completed before; null for never
 */
public record BatchCompleted(
    String batchId,
    long jobs,
    long succeeded,
    long failed,
    long cancelled,
    Map<FailureCode, Long> failuresByCode,
    double gpuSeconds,
    @Nullable Integer round)
    implements BatchEvent {
  public BatchCompleted {
    requireNonNull(batchId, "batchId");
    requireNonNull(failuresByCode, "failuresByCode");
    failuresByCode = Collections.unmodifiableMap(new TreeMap<>(failuresByCode));
  }

  @Override
  public String happened() {
    return "completed";
  }

  /** {@inheritDoc} Every completion is another. */
  @Override
  public String id() {
    return round == null ? BatchEvent.super.id() : BatchEvent.super.id() + ":" + round;
  }
}
