package org.albumen.worker.job;

import java.time.Clock;
import org.albumen.common.attempt.Attempt;
import org.albumen.common.attempt.Attempt.Ending;
import org.albumen.common.attempt.History;
import org.albumen.common.codec.CloudEventCodec;
import org.albumen.common.deadletter.DeadLetterHeaders;
import org.albumen.common.event.JobCancelled;
import org.albumen.common.event.JobFailed;
import org.albumen.common.event.JobSucceeded;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
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
 * Says of a delivery what became of it, each time before the outcome is told: an event or a dead
 * letter of what has ended, a note in the ledger of what has not. Safe for use by several threads.
 */
final class Closing {
  private static final Logger LOG = LoggerFactory.getLogger(Closing.class);

  private final PatientAnnouncer announcer;
  private final PatientLedger ledger;
  private final WorkerMetrics metrics;
  private final String worker;
  private final Clock clock;

  Closing(
      PatientAnnouncer announcer,
      PatientLedger ledger,
      WorkerMetrics metrics,
      String worker,
      Clock clock) {
    this.announcer = announcer;
    this.ledger = ledger;
    this.metrics = metrics;
    this.worker = worker;
    this.clock = clock;
  }

  Outcome succeeded(
      ConsumerRecord<byte[], byte[]> message, JobSucceeded event, Course course, Standing standing)
      throws InterruptedException {
    announcer.announce(event, traceparent(message));
    metrics.announced(event, (long) event.result().width() * event.result().height());
    forget(message, course, standing);
    return new Outcome.Succeeded(event);
  }

  Outcome failed(
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

  Outcome cancelled(ConsumerRecord<byte[], byte[]> message, Job job, Standing standing)
      throws InterruptedException {
    int replays = DeadLetterHeaders.replays(message.headers());
    JobCancelled event =
        new JobCancelled(job.id(), job.batchId(), job.source().ref()).afterReplays(replays);
    announcer.announce(event, traceparent(message));
    metrics.announced(event);
    forget(message, Course.RUN, standing);
    return new Outcome.Cancelled(event);
  }

  Outcome givenBack(ConsumerRecord<byte[], byte[]> message, Job job, AlbumenException failure)
      throws InterruptedException {
    LOG.atWarn()
        .addKeyValue("job", job.id())
        .addKeyValue("code", failure.code())
        .log("given back: {}", failure.getMessage());
    ledger.note(Place.of(message), attempt(failure.code(), Reason.of(failure)));
    metrics.released(failure.code());
    return new Outcome.GivenBack(failure.code());
  }

  Outcome requeued(ConsumerRecord<byte[], byte[]> message, Job job, Standing standing)
      throws InterruptedException {
    LOG.atWarn().addKeyValue("job", job.id()).log("put at the queue's end anew");
    announcer.requeue(message, standing);
    metrics.requeued();
    forget(message, Course.RUN, standing);
    return new Outcome.Requeued();
  }

  /** Waits some seconds at most: a note that is missing costs the job no more than caution. */
  Outcome unfinished(ConsumerRecord<byte[], byte[]> message, Ending ending) {
    Attempt attempt =
        ending == Ending.DRAINED
            ? Attempt.drained(worker, clock.instant())
            : Attempt.abandoned(worker, clock.instant());
    ledger.noteOnce(Place.of(message), attempt);
    return new Outcome.Unfinished(ending);
  }

  /** Written down when its turn has come: a job that died while it waited killed nobody. */
  void isolated(ConsumerRecord<byte[], byte[]> message, Job job, Standing standing)
      throws InterruptedException {
    ledger.note(Place.of(message), Attempt.isolated(worker, clock.instant()));
    metrics.isolated();
    LOG.atWarn()
        .addKeyValue("job", job.id())
        .addKeyValue("strikes", standing.strikes())
        .addKeyValue("vanished", standing.vanished())
        .log("runs alone");
  }

  private void forget(ConsumerRecord<byte[], byte[]> message, Course course, Standing standing) {
    if (standing.noted() || course == Course.ISOLATE) {
      ledger.forget(Place.of(message));
    }
  }

  private Attempt attempt(FailureCode code, String reason) {
    return Attempt.failed(worker, code, reason, clock.instant());
  }

  private static @Nullable String traceparent(ConsumerRecord<byte[], byte[]> message) {
    return CloudEventCodec.traceparent(message.headers());
  }
}
