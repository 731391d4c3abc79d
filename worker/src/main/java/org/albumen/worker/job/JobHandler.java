package org.albumen.worker.job;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.albumen.common.attempt.Attempt;
import org.albumen.common.attempt.Attempt.Ending;
import org.albumen.common.control.Cancellations;
import org.albumen.common.event.JobFailed;
import org.albumen.common.event.JobSucceeded;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.failure.FailureKind;
import org.albumen.common.job.Job;
import org.albumen.common.topic.Topics;
import org.albumen.worker.attempt.PatientLedger;
import org.albumen.worker.attempt.Place;
import org.albumen.worker.attempt.Standing;
import org.albumen.worker.metrics.WorkerMetrics;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A job from delivery to outcome. Whatever happens is announced or written down before the outcome
 * is told, so that an accepted job is never silent and a released one never a riddle. Safe for use
 * by several threads.
 */
public final class JobHandler {
  private final JobReader reader;
  private final IsolatingRunner runner;
  private final Closing closing;
  private final PatientLedger ledger;
  private final Cancellations cancellations;
  private final WorkerMetrics metrics;
  private final JobSettings settings;
  private final JobListener listener;
  private final Clock clock;

  JobHandler(
      IsolatingRunner runner,
      Closing closing,
      PatientLedger ledger,
      Cancellations cancellations,
      WorkerMetrics metrics,
      JobSettings settings,
      JobListener listener,
      Clock clock) {
    this.reader = new JobReader(settings.maxJobBytes());
    this.runner = runner;
    this.closing = closing;
    this.ledger = ledger;
    this.cancellations = cancellations;
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
    if (deliveries == 1) {
      metrics.taken(Topics.lane(message.topic()), waited(message));
    }
    try {
      return judged(message, deliveries, held);
    } finally {
      metrics.ended();
    }
  }

  /**
   * Writes down that a message is given back though nobody has judged it, for no fault of its own.
   * Waits some seconds at most.
   *
   * @param ending {@code DRAINED} or {@code ABANDONED}
   */
  public Outcome unfinished(ConsumerRecord<byte[], byte[]> message, Ending ending) {
    return closing.unfinished(message, ending);
  }

  private Outcome judged(ConsumerRecord<byte[], byte[]> message, int deliveries, Held held)
      throws InterruptedException {
    Standing standing = standing(message, deliveries);
    Job job;
    try {
      job = reader.read(message);
    } catch (AlbumenException malformed) {
      JobFailed event = Malformed.event(message, malformed, standing.attempt(), settings.worker());
      return closing.failed(message, event, Course.RUN, standing);
    }
    if (cancellations.cancelled(job.batchId())) {
      return closing.cancelled(message, job, standing);
    }
    Course course = Course.of(standing, settings.maxStrikes());
    if (course != Course.BURY && isLast(deliveries)) {
      return closing.requeued(message, job, standing);
    }
    try {
      listener.progress(job, 0);
      JobSucceeded succeeded = run(message, job, course, standing, held);
      Outcome outcome = closing.succeeded(message, succeeded, course, standing);
      listener.progress(job, 1);
      return outcome;
    } catch (AlbumenException failure) {
      held.require();
      return mayTryAgain(failure, course, standing)
          ? closing.givenBack(message, job, failure)
          : closing.failed(message, event(job, failure, standing), course, standing);
    }
  }

  /** By the broker's clock and ours; not less than nothing. */
  private Duration waited(ConsumerRecord<byte[], byte[]> message) {
    return Duration.ofMillis(Math.max(0, clock.millis() - message.timestamp()));
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
          runner.alone(
              job, standing.attempt(), held, () -> closing.isolated(message, job, standing));
      case BURY -> throw worn(standing);
    };
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

  private JobFailed event(Job job, AlbumenException failure, Standing standing) {
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
}
