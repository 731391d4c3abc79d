package org.albumen.dispatcher.frontdoor;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.albumen.common.config.AlbumenConfig;
import org.albumen.common.digest.Digest;
import org.albumen.common.event.ResultImage;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.Job;
import org.albumen.common.job.Lane;
import org.albumen.common.job.ObjectRef;
import org.albumen.common.job.ObjectSource;
import org.albumen.common.job.Target;
import org.albumen.common.recipe.RecipeBook;
import org.albumen.common.recipe.RestoreRecipe;
import org.albumen.common.store.ObjectHead;
import org.albumen.common.store.ObjectStore;
import org.albumen.common.submission.Objects;
import org.albumen.dispatcher.access.Caller;
import org.albumen.dispatcher.submission.SubmissionRequest;
import org.albumen.dispatcher.submission.Submissions;
import org.albumen.dispatcher.view.BatchView;
import org.albumen.dispatcher.view.Batches;
import org.albumen.dispatcher.view.JobView;
import org.jspecify.annotations.Nullable;

/**
 * A derivative service as Islandora asks for one: the source's address in {@code
 * Apix-Ldp-Resource}, the wanted media type in {@code Accept}, arguments in {@code
 * X-Islandora-Args}. A source is an object of the store, since nothing else is fetched at anybody's
 * word. The same question is the same job, so that whoever was told to come again finds it done.
 * Safe for use by several threads.
 */
public final class IslandoraDoor {
  /** Whoever asks for a larger source is told to come again at once. */
  private static final long SMALL_BYTES = 32L << 20;

  private static final Duration WAIT = Duration.ofSeconds(20);
  private static final int WAITERS = 16;
  private static final long LOOK_MILLIS = 200;
  private static final int SOON_SECONDS = 5;
  private static final int LATER_SECONDS = 30;

  private final SourceAddress addresses;
  private final RecipeChoice choice;
  private final Optional<String> targetBucket;
  private final ObjectStore store;
  private final Submissions submissions;
  private final Batches batches;
  private final Semaphore waiters = new Semaphore(WAITERS);

  public IslandoraDoor(
      AlbumenConfig.S3 settings,
      RecipeBook recipes,
      ObjectStore store,
      Submissions submissions,
      Batches batches) {
    this.addresses = new SourceAddress(settings.endpoint(), settings.pathStyle());
    this.choice = new RecipeChoice(recipes);
    List<String> targets = settings.targetBuckets().orElse(List.of());
    this.targetBucket = targets.size() == 1 ? Optional.of(targets.get(0)) : Optional.empty();
    this.store = store;
    this.submissions = submissions;
    this.batches = batches;
  }

  /** What a question came to. */
  public sealed interface Outcome permits Done, Pending, NotAcceptable {}

  /** The derivative is there. */
  public record Done(ResultImage result) implements Outcome {}

  /**
   * It will be.
   *
   * @param retryAfterSeconds when it is worth asking again
   */
  public record Pending(String batchId, String jobId, int retryAfterSeconds) implements Outcome {}

  /** No recipe gives what is accepted. */
  public record NotAcceptable(String why) implements Outcome {}

  /**
   * Asks for a derivative, and waits for a small one.
   *
   * @param accept the header {@code Accept}; null: anything
   * @param arguments the header {@code X-Islandora-Args}; null: none
   * @param resource the header {@code Apix-Ldp-Resource}
   * @throws AlbumenException {@code BAD_ARGUMENT}; {@code SOURCE_NOT_FOUND}; as {@link
   *     Submissions#submit}; what the job failed with
   */
  public Outcome ask(
      @Nullable String accept, @Nullable String arguments, @Nullable String resource, Caller caller)
      throws AlbumenException {
    IslandoraArguments wanted = IslandoraArguments.parse(arguments);
    ObjectRef source = addresses.parse(resource);
    Target target = target(wanted);
    Optional<RestoreRecipe> recipe = choice.choose(wanted, AcceptedFormats.of(accept), source);
    if (recipe.isEmpty()) {
      return new NotAcceptable(choice.refusal(wanted));
    }
    ObjectHead head = head(source);
    BatchView batch = submit(head.asSource(), recipe.get().reference(), target, caller);
    String jobId =
        Job.of(batch.batchId(), head.asSource(), recipe.get().reference(), target, Instant.EPOCH)
            .id();
    return head.size() > SMALL_BYTES
        ? now(batch.batchId(), jobId, LATER_SECONDS)
        : waited(batch.batchId(), jobId);
  }

  private ObjectHead head(ObjectRef source) throws AlbumenException {
    Optional<ObjectHead> head = store.head(source);
    if (head.isEmpty()) {
      throw new AlbumenException(FailureCode.SOURCE_NOT_FOUND, "there is no " + source);
    }
    return head.get();
  }

  private Target target(IslandoraArguments wanted) throws AlbumenException {
    if (wanted.target() != null) {
      return wanted.target();
    }
    if (targetBucket.isEmpty()) {
      throw new AlbumenException(
          FailureCode.BAD_ARGUMENT,
          "X-Islandora-Args must have -target BUCKET/PREFIX, unless albumen.s3.target-buckets names"
              + " one place alone");
    }
    return IslandoraArguments.target(targetBucket.get());
  }

  private BatchView submit(ObjectSource source, String recipe, Target target, Caller caller)
      throws AlbumenException {
    SubmissionRequest request =
        new SubmissionRequest(
            null,
            new Objects(List.of(source)),
            null,
            null,
            recipe,
            new SubmissionRequest.TargetRequest(
                target.bucket(), target.prefix(), target.insideSource()),
            null,
            Lane.INTERACTIVE,
            null,
            "Islandora",
            null);
    Digest key = Digest.sha256().text(recipe).text(target.bucket()).text(target.prefix());
    source.fields().forEach(key::text);
    return submissions.submit(request, caller, "islandora:" + key.hex());
  }

  private Outcome waited(String batchId, String jobId) throws AlbumenException {
    if (!waiters.tryAcquire()) {
      return now(batchId, jobId, SOON_SECONDS);
    }
    try {
      long end = System.nanoTime() + WAIT.toNanos();
      Outcome outcome = now(batchId, jobId, SOON_SECONDS);
      while (outcome instanceof Pending && System.nanoTime() < end) {
        Thread.sleep(LOOK_MILLIS);
        outcome = now(batchId, jobId, SOON_SECONDS);
      }
      return outcome;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Pending(batchId, jobId, SOON_SECONDS);
    } finally {
      waiters.release();
    }
  }

  private Outcome now(String batchId, String jobId, int retryAfterSeconds) throws AlbumenException {
    Optional<JobView> job = batches.job(batchId, jobId);
    if (job.isEmpty()) {
      return rejected(batchId, new Pending(batchId, jobId, retryAfterSeconds));
    }
    return switch (job.get().state()) {
      case PENDING -> new Pending(batchId, jobId, retryAfterSeconds);
      case SUCCEEDED -> done(job.get());
      case FAILED -> throw failure(job.get().code(), job.get().message());
      case CANCELLED ->
          throw new AlbumenException(
              FailureCode.BATCH_ENDED, "batch " + batchId + " was cancelled");
    };
  }

  /** A batch that was rejected has no job and will have none. */
  private Outcome rejected(String batchId, Pending otherwise) throws AlbumenException {
    Optional<BatchView> batch = batches.batch(batchId);
    if (batch.isPresent() && batch.get().state().ended() && batch.get().code() != null) {
      throw failure(batch.get().code(), batch.get().message());
    }
    return otherwise;
  }

  private static Outcome done(JobView job) throws AlbumenException {
    if (job.result() == null) {
      throw failure(FailureCode.UNEXPECTED, "the job succeeded without a result");
    }
    return new Done(job.result());
  }

  private static AlbumenException failure(@Nullable FailureCode code, @Nullable String message) {
    FailureCode known = code == null ? FailureCode.UNEXPECTED : code;
    return new AlbumenException(known, message == null ? known.meaning() : message);
  }
}
