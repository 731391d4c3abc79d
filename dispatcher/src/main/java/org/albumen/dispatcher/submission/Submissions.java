package org.albumen.dispatcher.submission;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.albumen.common.digest.Digest;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.submission.BatchIds;
import org.albumen.common.submission.Submission;
import org.albumen.common.submission.SubmissionPage;
import org.albumen.dispatcher.access.Caller;
import org.albumen.dispatcher.access.Tenant;
import org.albumen.dispatcher.access.Tenants;
import org.albumen.dispatcher.view.BatchView;
import org.albumen.dispatcher.view.Batches;
import org.jspecify.annotations.Nullable;

/**
 * Takes submissions. One that was taken is in Kafka; one that was refused is not, unless Kafka went
 * away in the midst of it. Safe for use by several threads.
 *
 * <p>A request with an idempotency key has a batch id that follows from the tenant and the key.
 * Whoever sends it again, to whichever dispatcher, asks for the same batch, and expanders drop all
 * but the first. Whether the two ask for the same is told by a digest of what was asked for, which
 * travels with the submission.
 */
public final class Submissions {
  private static final int STRIPES = 64;
  private static final int KEY_DIGITS = 24;
  private static final int LONGEST_KEY = 255;
  private static final String OF_KEY = "key-";

  private final Checks checks;
  private final Tenants tenants;
  private final Batches batches;
  private final SubmissionPublisher publisher;
  private final Quota quota;
  private final Estimates estimates;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private final RecentSubmissions recent = new RecentSubmissions();
  private final Lock[] stripes =
      Stream.generate(ReentrantLock::new).limit(STRIPES).toArray(Lock[]::new);

  /**
   * @param publisher stays open
   */
  public Submissions(
      Checks checks,
      Tenants tenants,
      Batches batches,
      SubmissionPublisher publisher,
      Estimates estimates,
      Clock clock) {
    this.checks = checks;
    this.tenants = tenants;
    this.batches = batches;
    this.publisher = publisher;
    this.quota = new Quota(batches);
    this.estimates = estimates;
    this.clock = clock;
  }

  /**
   * How dry runs are answered.
   *
   * @param gpuHourPrice null where none is set
   */
  public record Estimates(Estimator estimator, LearnedCost cost, @Nullable Double gpuHourPrice) {}

  /**
   * Publishes a submission.
   *
   * @param key the request's idempotency key; null without
   * @return the batch as it is now
   * @throws AlbumenException as {@link Checks#require}; {@code BATCH_EXISTS}, {@code
   *     QUOTA_EXCEEDED}, {@code ROLE_MISSING}, {@code TRACKER_NOT_READY}, {@code KAFKA_UNAVAILABLE}
   */
  public BatchView submit(SubmissionRequest request, Caller caller, @Nullable String key)
      throws AlbumenException {
    String id = idOf(request, caller, key);
    Lock stripe = stripes[Math.floorMod(id.hashCode(), STRIPES)];
    stripe.lock();
    try {
      return submit(id, request, caller, key);
    } finally {
      stripe.unlock();
    }
  }

  /**
   * Counts what a submission would come to.
   *
   * @throws AlbumenException as {@link Checks#require} and {@link Estimator#estimate}
   */
  public DryRun dryRun(SubmissionRequest request, Caller caller) throws AlbumenException {
    Submission submission = submission(idOf(request, caller, null), request, caller);
    checks.require(submission, tenants.of(caller));
    return DryRun.of(
        estimates.estimator().estimate(submission),
        estimates.cost().gpuSecondsPerJob(submission.recipe()).orElse(null),
        estimates.gpuHourPrice());
  }

  /** A batch that was submitted here lately, as it was then. */
  public Optional<BatchView> recent(String batchId) {
    return recent.of(batchId).map(QueuedView::of);
  }

  private BatchView submit(
      String id, SubmissionRequest request, Caller caller, @Nullable String key)
      throws AlbumenException {
    Submission submission = submission(id, request, caller);
    Optional<BatchView> there = alreadyThere(submission, key, request);
    if (there.isPresent()) {
      return there.get();
    }
    Tenant tenant = tenants.of(caller);
    checks.require(submission, tenant);
    quota.require(tenant, submission.selection());
    publisher.publish(SubmissionPage.first(submission).toRecord());
    recent.add(submission);
    return QueuedView.of(submission);
  }

  /** The same batch, when this was asked for before. */
  private Optional<BatchView> alreadyThere(
      Submission submission, @Nullable String key, SubmissionRequest request)
      throws AlbumenException {
    if (key == null && request.batch() == null) {
      return Optional.empty();
    }
    Optional<BatchView> recent = recent(submission.batchId());
    Optional<BatchView> there = batches.batch(submission.batchId()).or(() -> recent);
    if (there.isPresent()
        && (key == null || !asksForTheSame(submission, recent.orElseGet(there::get)))) {
      throw new AlbumenException(
          FailureCode.BATCH_EXISTS,
          request.batch() == null
              ? "another request with this Idempotency-Key was submitted before"
              : "there is a batch " + submission.batchId() + " already");
    }
    return there;
  }

  private static boolean asksForTheSame(Submission wanted, BatchView there) {
    return Objects.equals(wanted.tenant(), there.tenant())
        && Objects.equals(wanted.requestDigest(), there.requestDigest());
  }

  private Submission submission(String id, SubmissionRequest request, Caller caller)
      throws AlbumenException {
    try {
      return request.submission(id, caller, clock.instant());
    } catch (IllegalArgumentException e) {
      throw bad(String.valueOf(e.getMessage()));
    }
  }

  private String idOf(SubmissionRequest request, Caller caller, @Nullable String key)
      throws AlbumenException {
    if (key != null && (key.isBlank() || key.length() > LONGEST_KEY)) {
      throw bad("Idempotency-Key must have 1 to " + LONGEST_KEY + " characters");
    }
    if (request.batch() != null) {
      return givenName(request.batch());
    }
    if (key == null) {
      return BatchIds.next(clock.instant(), random);
    }
    String tenant = caller.tenant() == null ? "" : caller.tenant();
    return OF_KEY + Digest.sha256().text(tenant).text(key).hex().substring(0, KEY_DIGITS);
  }

  /** Names that follow from keys are not given, or one tenant could take another's. */
  private static String givenName(String batch) throws AlbumenException {
    if (batch.startsWith(OF_KEY)) {
      throw bad("batch must not begin with " + OF_KEY);
    }
    return batch;
  }

  private static AlbumenException bad(String message) {
    return new AlbumenException(FailureCode.BAD_ARGUMENT, message);
  }
}
