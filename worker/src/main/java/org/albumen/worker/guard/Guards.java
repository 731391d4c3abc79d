package org.albumen.worker.guard;

import org.albumen.common.config.AlbumenConfig;
import org.albumen.common.failure.FailureCode;
import org.albumen.worker.guard.Breaker.Probe;
import org.albumen.worker.metrics.WorkerMetrics;

/**
 * All guards of a worker. Safe for use by several threads.
 *
 * @param store the circuit breaker before the object store
 * @param kafka the circuit breaker before announcements
 * @param limits of the stages of jobs
 * @param retries while a job is held
 */
public record Guards(Breaker store, Breaker kafka, TimeLimits limits, Retries retries)
    implements AutoCloseable {

  /**
   * The guards by the settings.
   *
   * @param store asks the store for a sign of life
   * @param kafka asks Kafka for one
   */
  public static Guards of(
      AlbumenConfig.Worker settings, Probe store, Probe kafka, WorkerMetrics metrics) {
    return new Guards(
        new Breaker("store", FailureCode.STORE_UNAVAILABLE, settings.breaker(), store, metrics),
        new Breaker("kafka", FailureCode.KAFKA_UNAVAILABLE, settings.breaker(), kafka, metrics),
        new TimeLimits(settings.limits(), metrics),
        new Retries(settings.retry(), metrics));
  }

  /** Whether jobs can be done: every breaker is closed. */
  public boolean clear() {
    return store.closed() && kafka.closed();
  }

  /** Whether no stage of a job hangs. */
  public boolean healthy() {
    return limits.healthy();
  }

  @Override
  public void close() {
    store.close();
    kafka.close();
    limits.close();
  }
}
