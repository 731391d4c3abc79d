package org.albumen.dispatcher.submit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.job.Job;
import org.albumen.common.store.Boundary;
import org.albumen.common.store.ListingFailedException;
import org.albumen.common.store.ObjectStore;
import org.albumen.common.store.TargetCheck;
import org.albumen.dispatcher.submit.Selection.Candidate;
import org.apache.kafka.clients.producer.Producer;

/**
 * Turns what a submission selects into jobs, one page of a listing in memory at a time. Safe for
 * use by several threads where its store and producer are.
 */
public final class Submitter {
  private final ObjectStore store;
  private final Boundary boundary;
  private final Clock clock;

  /**
   * @param store where the sources are; stays open
   * @param boundary what may be submitted, as the workers have it
   */
  public Submitter(ObjectStore store, Boundary boundary) {
    this(store, boundary, Clock.systemUTC());
  }

  Submitter(ObjectStore store, Boundary boundary, Clock clock) {
    this.store = store;
    this.boundary = boundary;
    this.clock = clock;
  }

  /**
   * Publishes a job and its {@code accepted} event for every source that the submission's selection
   * takes, and returns once Kafka has acknowledged them all. The topics must exist ({@link
   * org.albumen.common.topic.TopicSetup}).
   *
   * @param producer idempotent, acks=all; flushed, stays open
   * @param progress told after every source, on the calling thread; must be quick
   * @throws AlbumenException {@code TARGET_INSIDE_SOURCE}, {@code BUCKET_NOT_ALLOWED}, {@code
   *     KEY_NOT_ALLOWED} or {@code BUCKET_NOT_FOUND} (of the sources or of the target) before
   *     anything is published; {@code ACCESS_DENIED}, {@code STORE_UNAVAILABLE} or {@code
   *     KAFKA_UNAVAILABLE} at any time: what was published by then stays, and submitting again
   *     under the same batch id completes it
   */
  public Submitted submit(
      Submission submission, Producer<byte[], byte[]> producer, Consumer<Submitted> progress)
      throws AlbumenException {
    JobPublisher publisher = new JobPublisher(producer, submission.pool());
    Tally tally = new Tally(submission.batchId());
    try {
      walk(submission, tally, publisher::publish, progress);
      publisher.flush();
    } catch (AlbumenException e) {
      throw tally.jobs == 0 ? e : brokenOff(e, tally);
    }
    return tally.now();
  }

  /**
   * Counts what {@link #submit} would publish.
   *
   * @throws AlbumenException as {@code submit}, less Kafka's
   */
  public Submitted dryRun(Submission submission, Consumer<Submitted> progress)
      throws AlbumenException {
    Tally tally = new Tally(submission.batchId());
    walk(submission, tally, (job, now) -> {}, progress);
    return tally.now();
  }

  private void walk(Submission submission, Tally tally, JobSink sink, Consumer<Submitted> progress)
      throws AlbumenException {
    boundary.requireTarget(submission.target());
    submission.selection().requireAllowed(boundary);
    submission.selection().requireApart(submission.target());
    TargetCheck.requireBucket(store, submission.target());
    try (Stream<Candidate> candidates = submission.selection().candidates(store)) {
      Iterator<Candidate> each = candidates.iterator();
      while (each.hasNext()) {
        Candidate candidate = each.next();
        if (candidate.taken()) {
          Instant now = clock.instant();
          sink.accept(job(submission, candidate, now), now);
          tally.jobs++;
          tally.bytes += candidate.bytes();
        } else {
          tally.skipped++;
        }
        progress.accept(tally.now());
      }
    } catch (ListingFailedException e) {
      throw e.failure();
    }
  }

  private static Job job(Submission submission, Candidate candidate, Instant now) {
    return Job.of(
        submission.batchId(), candidate.source(), submission.recipe(), submission.target(), now);
  }

  private static AlbumenException brokenOff(AlbumenException e, Tally tally) {
    return new AlbumenException(
        e.code(),
        e.getMessage()
            + "; broke off after "
            + tally.jobs
            + " jobs: submit again with --batch "
            + tally.batchId
            + " to complete it",
        e);
  }

  /** Where a job goes. */
  private interface JobSink {
    void accept(Job job, Instant now) throws AlbumenException;
  }

  private static final class Tally {
    private final String batchId;
    private final long began = System.nanoTime();
    private long jobs;
    private long bytes;
    private long skipped;

    Tally(String batchId) {
      this.batchId = batchId;
    }

    Submitted now() {
      return new Submitted(
          batchId, jobs, bytes, skipped, Duration.ofNanos(System.nanoTime() - began));
    }
  }
}
