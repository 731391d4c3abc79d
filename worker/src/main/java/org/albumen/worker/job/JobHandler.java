package org.albumen.worker.job;

import java.time.Clock;
import java.util.List;
import org.albumen.common.attempt.Attempt;
import org.albumen.common.attempt.Attempt.Ending;
import org.albumen.common.attempt.History;
import org.albumen.common.codec.CloudEventCodec;
import org.albumen.common.deadletter.DeadLetterHeaders;
import org.albumen.common.event.JobFailed;
import org.albumen.common.event.JobSucceeded;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.failure.FailureKind;
import org.albumen.common.job.Job;
import org.albumen.worker.announce.Burial;
import org.albumen.worker.announce.PatientAnnouncer;
import org.albumen.worker.attempt.PatientLedger;
import org.albumen.worker.attempt.Place;
import org.albumen.worker.attempt.Standing;
import org.albumen.worker.metrics.WorkerMetrics;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A job from delivery to outcome. Whatever happens is announced or written down before the outcome
 * is told, so that an accepted job is never silent and a released one never a riddle. Safe for use
 * by several threads.
 */
public final class JobHandler {
  private static final Logger LOG = LoggerFactory.getLogger(JobHandler.class);

  private final IsolatingRunner runner;
  private final PatientAnnouncer announcer;
  private final PatientLedger ledger;
  private final WorkerMetrics metrics;
  private final JobSettings settings;
  private final JobListener listener;
  private final Clock clock;

  JobHandler(
      IsolatingRunner runner,
      PatientAnnouncer announcer,
      PatientLedger ledger,
      WorkerMetrics metrics,
      JobSettings settings,
      JobListener listener,
      Clock clock) {
    this.runner = runner;
    this.announcer = announcer;
    this.ledger = ledger;
    this.metrics = metrics;
    this.settings = settings;
    this.listener = listener;
    this.clock = clock;
  }

  /**
   * Does what a message asks for.
   *
   * @param deliveries how often the message has been delivered, 1 or more
   * @param held whether the job is still this worker's to judge
   * @throws InterruptedException when the job was given up: there is no outcome
   */
  public Outcome handle(ConsumerRecord<byte[], byte[]> message, int deliveries, Held held)
      throws InterruptedException {
    metrics.started();
    try {
      return judged(message, deliveries, held);
    } finally {
      metrics.ended();
    }
  }

  /**
   * Writes down that a message is given back though nobody has judged it, for no fault of its own.
   * Waits some seconds at most.
   */
  public Outcome unfinished(ConsumerRecord<byte[], byte[]> message, Ending ending) {
    Attempt attempt =
        ending == Ending.DRAINED
            ? Attempt.drained(settings.worker(), clock.instant())
            : Attempt.abandoned(settings.worker(), clock.instant());
    ledger.noteOnce(Place.of(message), attempt);
    return new Outcome.Unfinished(ending);
  }

  private Outcome judged(ConsumerRecord<byte[], byte[]> message, int deliveries, Held held)
      throws InterruptedException {
    Standing standing = standing(message, deliveries);
    Job job;
    try {
      job = JobReader.read(message);
    } catch (AlbumenException malformed) {
      JobFailed event = Malformed.event(message, malformed, standing.attempt(), settings.worker());
      return fail(message, event, Course.RUN, standing);
    }
    Course course = Course.of(standing, settings.maxStrikes());
    if (course != Course.BURY && isLast(deliveries)) {
      return requeue(message, job, standing);
    }
    try {
      listener.progress(job, 0);
      JobSucceeded succeeded = run(message, job, course, standing, held);
      announcer.announce(succeeded, traceparent(message));
      metrics.announced(succeeded, pixels(succeeded));
      forget(message, course, standing);
      listener.progress(job, 1);
      return new Outcome.Succeeded(succeeded);
    } catch (AlbumenException failure) {
      held.require();
      return mayTryAgain(failure, course, standing)
          ? giveBack(message, job, failure)
          : fail(message, failed(job, failure, standing), course, standing);
    }
  }

  /** A first delivery of a message has no past but the one that it tells itself. */
  private Standing standing(ConsumerRecord<byte[], byte[]> message, int deliveries)
      throws InterruptedException {
    List<Attempt> noted = deliveries > 1 ? ledger.of(Place.of(message)) : List.of();
    return Standing.of(message, deliveries, noted, clock.instant());
  }

  private JobSucceeded run(
      ConsumerRecord<byte[], byte[]> message, Job job, Course course, Standing standing, Held held)
      throws AlbumenException, InterruptedException {
    return switch (course) {
      case RUN -> runner.beside(job, standing.attempt(), held);
      case ISOLATE ->
          runner.alone(job, standing.attempt(), held, () -> isolated(message, job, standing));
      case BURY -> throw worn(standing);
    };
  }

  /** Written down when its turn has come: a job that died while it waited killed nobody. */
  private void isolated(ConsumerRecord<byte[], byte[]> message, Job job, Standing standing)
      throws InterruptedException {
    ledger.note(Place.of(message), Attempt.isolated(settings.worker(), clock.instant()));
    metrics.isolated();
    LOG.atWarn()
        .addKeyValue("job", job.id())
        .addKeyValue("strikes", standing.strikes())
        .addKeyValue("vanished", standing.vanished())
        .log("runs alone");
  }

  private static AlbumenException worn(Standing standing) {
    return Course.kills(standing)
        ? new AlbumenException(
            FailureCode.WORKER_KILLED,
            standing.vanished() + " deliveries ended with their worker, or without a word of it")
        : new AlbumenException(
            FailureCode.DELIVERIES_EXHAUSTED,
            standing.strikes() + " deliveries failed or ended without an answer");
  }

  /** One delivery is left after it: a worker that dies while it requeues loses nothing. */
  private boolean isLast(int deliveries) {
    return deliveries >= settings.maxDeliveries() - 1;
  }

  private boolean mayTryAgain(AlbumenException failure, Course course, Standing standing) {
    return failure.code().kind() == FailureKind.TRANSIENT
        && course == Course.RUN
        && standing.strikes() + 1 < settings.maxStrikes();
  }

  private Outcome giveBack(
      ConsumerRecord<byte[], byte[]> message, Job job, AlbumenException failure)
      throws InterruptedException {
    LOG.atWarn()
        .addKeyValue("job", job.id())
        .addKeyValue("code", failure.code())
        .log("given back: {}", failure.getMessage());
    ledger.note(Place.of(message), attempt(failure.code(), Reason.of(failure)));
    metrics.released(failure.code());
    return new Outcome.GivenBack(failure.code());
  }

  private Outcome requeue(ConsumerRecord<byte[], byte[]> message, Job job, Standing standing)
      throws InterruptedException {
    LOG.atWarn().addKeyValue("job", job.id()).log("put at the queue's end anew");
    announcer.requeue(message, standing);
    metrics.requeued();
    forget(message, Course.RUN, standing);
    return new Outcome.Requeued();
  }

  private Outcome fail(
      ConsumerRecord<byte[], byte[]> message, JobFailed event, Course course, Standing standing)
      throws InterruptedException {
    LOG.atWarn()
        .addKeyValue("job", event.jobId())
        .addKeyValue("code", event.code())
        .addKeyValue("source", event.source())
        .log(event.message());
    History history = standing.history().with(attempt(event.code(), event.message()));
    announcer.bury(message, new Burial(event.code(), event.message(), event.attempts(), history));
    int replays = DeadLetterHeaders.replays(message.headers());
    announcer.announce(event.afterReplays(replays), traceparent(message));
    metrics.announced(event);
    forget(message, course, standing);
    return new Outcome.Failed(event);
  }

  private void forget(ConsumerRecord<byte[], byte[]> message, Course course, Standing standing) {
    if (standing.noted() || course == Course.ISOLATE) {
      ledger.forget(Place.of(message));
    }
  }

  private Attempt attempt(FailureCode code, String reason) {
    return Attempt.failed(settings.worker(), code, reason, clock.instant());
  }

  private JobFailed failed(Job job, AlbumenException failure, Standing standing) {
    return new JobFailed(
        job.id(),
        job.batchId(),
        job.source().ref(),
        job.recipe(),
        failure.code(),
        Reason.of(failure),
        standing.attempt(),
        settings.worker());
  }

  private static long pixels(JobSucceeded event) {
    return (long) event.result().width() * event.result().height();
  }

  private static @Nullable String traceparent(ConsumerRecord<byte[], byte[]> message) {
    return CloudEventCodec.traceparent(message.headers());
  }
}
