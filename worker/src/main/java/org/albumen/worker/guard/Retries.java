package org.albumen.worker.guard;

import io.github.resilience4j.core.functions.CheckedSupplier;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.github.resilience4j.retry.event.RetryOnRetryEvent;
import java.util.stream.Stream;
import org.albumen.common.backoff.BackOff;
import org.albumen.common.config.AlbumenConfig;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.failure.FailureKind;
import org.albumen.worker.metrics.WorkerMetrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries again what may pass, while the job is held. A stage that used up its time is not tried
 * again here: it would hold the lane as long once more, and another worker may be luckier. Safe for
 * use by several threads.
 */
public final class Retries {
  private static final Logger LOG = LoggerFactory.getLogger(Retries.class);

  private final RetryConfig config;
  private final BackOff pause;
  private final WorkerMetrics metrics;

  public Retries(AlbumenConfig.Worker.Retry settings, WorkerMetrics metrics) {
    this.pause = new BackOff(settings.firstPause(), settings.longestPause());
    this.metrics = metrics;
    this.config =
        RetryConfig.custom()
            .maxAttempts(settings.attempts())
            .intervalFunction(pause.asFunction())
            .retryOnException(Retries::worthTrying)
            .build();
    metrics.retries(Stream.of(FailureCode.values()).filter(Retries::maySoonPass));
  }

  /** The pauses, for what waits elsewhere. */
  public BackOff pause() {
    return pause;
  }

  /**
   * Makes something, trying again after transient failures; an interrupt ends that.
   *
   * @param job whose retries the log tells of
   * @throws Throwable what the last try threw
   */
  public <T> T run(String job, CheckedSupplier<T> tried) throws Throwable {
    Retry retry = Retry.of(job, config);
    retry.getEventPublisher().onRetry(this::retried);
    return retry.executeCheckedSupplier(tried);
  }

  private void retried(RetryOnRetryEvent event) {
    if (event.getLastThrowable() instanceof AlbumenException failure) {
      metrics.retried(failure.code());
      LOG.atInfo()
          .addKeyValue("job", event.getName())
          .addKeyValue("code", failure.code())
          .addKeyValue("failures", event.getNumberOfRetryAttempts())
          .addKeyValue("pause", event.getWaitInterval())
          .log("tried again: {}", failure.getMessage());
    }
  }

  private static boolean worthTrying(Throwable failure) {
    return failure instanceof AlbumenException coded
        && maySoonPass(coded.code())
        && !Thread.currentThread().isInterrupted();
  }

  private static boolean maySoonPass(FailureCode code) {
    return code.kind() == FailureKind.TRANSIENT && code != FailureCode.TIMED_OUT;
  }
}
