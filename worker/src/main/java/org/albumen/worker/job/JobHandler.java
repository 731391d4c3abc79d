package org.albumen.worker.job;

import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.time.Clock;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.albumen.common.attempt.History;
import org.albumen.common.codec.CloudEventCodec;
import org.albumen.common.event.JobFailed;
import org.albumen.common.event.JobSucceeded;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.failure.FailureKind;
import org.albumen.common.job.Job;
import org.albumen.common.recipe.RecipeBook;
import org.albumen.worker.announce.Announcer;
import org.albumen.worker.announce.Burial;
import org.albumen.worker.announce.PatientAnnouncer;
import org.albumen.worker.claim.Claimer;
import org.albumen.worker.metrics.WorkerMetrics;
import org.albumen.worker.task.Tools;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A job from delivery to verdict. Whatever happens is announced before the verdict is given, so
 * that an accepted job is never silent. Safe for use by several threads.
 */
public final class JobHandler {
  private static final Logger LOG = LoggerFactory.getLogger(JobHandler.class);

  private final JobReader reader;
  private final JobFlow flow;
  private final PatientAnnouncer announcer;
  private final Outage outage;
  private final WorkerMetrics metrics;
  private final JobSettings settings;
  private final JobListener listener;
  private final Retry retry =
      Retry.of(
          "job",
          RetryConfig.custom()
              .maxAttempts(3)
              .intervalFunction(
                  IntervalFunction.ofExponentialRandomBackoff(
                      Duration.ofMillis(500), 2.0, 0.5, Duration.ofSeconds(10)))
              .retryOnException(JobHandler::worthTrying)
              .build());

  public JobHandler(
      RecipeBook recipes,
      Tools tools,
      Announcer announcer,
      JobSettings settings,
      JobListener listener) {
    Clock clock = Clock.systemUTC();
    this.metrics = tools.metrics();
    this.reader = new JobReader(settings.maxJobBytes());
    Claimer claimer = new Claimer(recipes, tools, settings.boundary());
    this.flow = new JobFlow(claimer, tools.store(), metrics, settings, clock);
    this.announcer = new PatientAnnouncer(announcer);
    this.outage = new Outage(tools.store());
    this.settings = settings;
    this.listener = listener;
  }

  /**
   * Does what a message asks for.
   *
   * @param attempt how often the message has been delivered, 1 or more
   * @param held false from the moment at which the job is no longer this worker's to judge; the
   *     thread is interrupted after that, never before
   * @throws InterruptedException when the job was given up: there is no verdict
   */
  public Verdict handle(ConsumerRecord<byte[], byte[]> message, int attempt, BooleanSupplier held)
      throws InterruptedException {
    metrics.started();
    try {
      return judged(message, attempt, held);
    } finally {
      metrics.ended();
    }
  }

  private Verdict judged(ConsumerRecord<byte[], byte[]> message, int attempt, BooleanSupplier held)
      throws InterruptedException {
    Job job;
    try {
      job = reader.read(message);
    } catch (AlbumenException malformed) {
      return fail(message, Malformed.event(message, malformed, attempt, settings.worker()));
    }
    try {
      requireDeliveriesLeft(attempt);
      listener.progress(job, 0);
      JobSucceeded succeeded = attempted(job, attempt, held);
      announcer.announce(succeeded, traceparent(message));
      metrics.announced(succeeded, pixels(succeeded));
      listener.progress(job, 1);
      return Verdict.ACCEPT;
    } catch (AlbumenException failure) {
      requireHeld(held);
      if (mayTryAgain(failure, attempt)) {
        LOG.atWarn()
            .addKeyValue("job", job.id())
            .addKeyValue("code", failure.code())
            .log("given back: {}", failure.getMessage());
        metrics.released(failure.code());
        return Verdict.RELEASE;
      }
      return fail(message, failed(job, failure, attempt));
    }
  }

  /**
   * Tries as often as is sensible; an outage of the store is waited out and counts for nothing. A
   * store that answers again at the first question may have come back only now: that is worth one
   * more round.
   */
  private JobSucceeded attempted(Job job, int attempt, BooleanSupplier held)
      throws AlbumenException, InterruptedException {
    boolean storeAnswered = false;
    while (true) {
      try {
        return tried(job, attempt, held);
      } catch (AlbumenException failure) {
        requireHeld(held);
        if (failure.code() != FailureCode.STORE_UNAVAILABLE || storeAnswered) {
          throw failure;
        }
        storeAnswered = !outage.outlast();
      }
    }
  }

  private JobSucceeded tried(Job job, int attempt, BooleanSupplier held)
      throws AlbumenException, InterruptedException {
    try {
      return retry.executeCheckedSupplier(
          () -> {
            requireHeld(held);
            return flow.run(job, attempt, listener);
          });
    } catch (AlbumenException | InterruptedException e) {
      throw e;
    } catch (OutOfMemoryError e) {
      throw new AlbumenException(FailureCode.OUT_OF_MEMORY, "the worker's heap is full", e);
    } catch (Throwable e) {
      requireHeld(held);
      LOG.atError().addKeyValue("job", job.id()).log("unexpected failure", e);
      throw new AlbumenException(FailureCode.UNEXPECTED, e.toString(), e);
    }
  }

  private Verdict fail(ConsumerRecord<byte[], byte[]> message, JobFailed event)
      throws InterruptedException {
    LOG.atWarn()
        .addKeyValue("job", event.jobId())
        .addKeyValue("code", event.code())
        .addKeyValue("source", event.source())
        .log(event.message());
    announcer.bury(
        message,
        new Burial(event.code(), event.message(), event.attempts(), History.of(message.headers())));
    announcer.announce(event, traceparent(message));
    metrics.announced(event);
    return Verdict.ACCEPT;
  }

  private JobFailed failed(Job job, AlbumenException failure, int attempt) {
    return new JobFailed(
        job.id(),
        job.batchId(),
        job.source().ref(),
        job.recipe(),
        failure.code(),
        Reason.of(failure),
        attempt,
        settings.worker());
  }

  /** The last delivery runs nothing: whatever ended all the others without a word is poison. */
  private void requireDeliveriesLeft(int attempt) throws AlbumenException {
    if (attempt >= settings.maxDeliveries()) {
      throw new AlbumenException(
          FailureCode.DELIVERIES_EXHAUSTED, (attempt - 1) + " deliveries ended without an answer");
    }
  }

  /** What an interrupt makes fail has not failed: it is no verdict on the job. */
  private static void requireHeld(BooleanSupplier held) throws InterruptedException {
    if (!held.getAsBoolean()) {
      throw new InterruptedException("the job was given up");
    }
  }

  private boolean mayTryAgain(AlbumenException failure, int attempt) {
    return failure.code().kind() == FailureKind.TRANSIENT && attempt < settings.maxDeliveries() - 1;
  }

  private static boolean worthTrying(Throwable failure) {
    return failure instanceof AlbumenException coded
        && coded.code().kind() == FailureKind.TRANSIENT
        && !Thread.currentThread().isInterrupted();
  }

  private static long pixels(JobSucceeded event) {
    return (long) event.result().width() * event.result().height();
  }

  private static @Nullable String traceparent(ConsumerRecord<byte[], byte[]> message) {
    return CloudEventCodec.traceparent(message.headers());
  }
}
