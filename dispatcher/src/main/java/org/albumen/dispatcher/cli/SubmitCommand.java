package org.albumen.dispatcher.cli;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.albumen.common.cli.CommonOptions;
import org.albumen.common.codec.Json;
import org.albumen.common.config.AlbumenConfig;
import org.albumen.common.config.KafkaClients;
import org.albumen.common.config.S3Clients;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.ExitCodes;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.Target;
import org.albumen.common.recipe.RecipeBook;
import org.albumen.common.store.ObjectStore;
import org.albumen.common.submission.BatchIds;
import org.albumen.common.topic.TopicSetup;
import org.albumen.dispatcher.submit.Submission;
import org.albumen.dispatcher.submit.Submitted;
import org.albumen.dispatcher.submit.Submitter;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code albumen submit}: a job for every photograph under a prefix, or for every seed. */
@Command(
    name = "submit",
    description =
        "Queues every photograph under a prefix of a bucket, or images to be drawn from seeds.",
    sortOptions = false,
    exitCodeOnInvalidInput = ExitCodes.USAGE,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:submitted (or nothing to submit)",
      "64:an argument is wrong",
      "69:Kafka or the object store does not answer",
      "1:another failure, named by its code"
    })
@SuppressWarnings("NullAway.Init") // picocli sets what is required
public final class SubmitCommand implements Callable<Integer> {
  private static final long PROGRESS_STEP = 10_000;
  private static final double MILLIS_PER_SECOND = 1e3;

  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;

  @ArgGroup(exclusive = true, multiplicity = "1")
  private SelectionOptions selection;

  @Option(
      names = "--recipe",
      required = true,
      paramLabel = "NAME@VERSION",
      description = "What to do, such as photo@1 or faces-progan@1.")
  private String recipe;

  @Option(
      names = {"--to", "--target"},
      required = true,
      paramLabel = "B2/P2",
      description = "Bucket and prefix of the results.")
  private String to;

  @Option(
      names = "--allow-target-inside-source",
      description = {
        "Results may lie among the sources. The next submission knows them",
        "by their names (NAME.<16 hex>.png and the like) and skips them."
      })
  private boolean insideSource;

  @Option(
      names = "--pool",
      defaultValue = "photo",
      paramLabel = "POOL",
      description = "The class of workers (default: ${DEFAULT-VALUE}).")
  private String pool;

  @Option(
      names = "--batch",
      paramLabel = "ID",
      description = "Name of the batch; by default a new one. A known one completes that batch.")
  private @Nullable String batch;

  @Option(names = "--dry-run", description = "Count only; publish nothing.")
  private boolean dryRun;

  @Option(names = "--json", description = "Print the outcome as JSON.")
  private boolean json;

  @Override
  public Integer call() {
    try {
      Submission submission = submission();
      AlbumenConfig config = common.load();
      submission.selection().requireFit(RecipeBook.offered(config.recipes().folder()).find(recipe));
      try (ObjectStore store = S3Clients.store(config.s3())) {
        Submitter submitter = new Submitter(store, S3Clients.boundary(config.s3()));
        print(
            dryRun
                ? submitter.dryRun(submission, this::report)
                : publish(submitter, submission, config.kafka()));
      }
      return ExitCodes.OK;
    } catch (AlbumenException | RuntimeException e) {
      return ExitCodes.report(e, spec.commandLine().getErr());
    }
  }

  private Submission submission() throws AlbumenException {
    String id = batch != null ? batch : BatchIds.next(Instant.now(), new SecureRandom());
    try {
      return new Submission(id, selection.selection(), recipe, target(), pool);
    } catch (IllegalArgumentException e) {
      throw new AlbumenException(FailureCode.BAD_ARGUMENT, String.valueOf(e.getMessage()), e);
    }
  }

  private Target target() {
    return insideSource ? target(to).allowedInsideSource() : target(to);
  }

  /** {@code bucket}, {@code bucket/prefix} or the same after {@code s3://}. */
  static Target target(String text) {
    String path = text.startsWith("s3://") ? text.substring("s3://".length()) : text;
    int slash = path.indexOf('/');
    return slash < 0
        ? new Target(path, "")
        : new Target(path.substring(0, slash), path.substring(slash + 1));
  }

  private Submitted publish(Submitter submitter, Submission submission, AlbumenConfig.Kafka kafka)
      throws AlbumenException {
    KafkaClients clients = new KafkaClients(kafka);
    clients.ping();
    Admin admin = clients.admin();
    try {
      new TopicSetup(admin).create(submission.pool(), kafka.partitions());
    } finally {
      admin.close(Duration.ZERO); // with no limit it may wait for a mute broker for ever
    }
    Producer<byte[], byte[]> producer = clients.producer("albumen-submit");
    try {
      return submitter.submit(submission, producer, this::report);
    } finally {
      producer.close(Duration.ZERO); // a submission that came through has left nothing unsent
    }
  }

  private void report(Submitted soFar) {
    if (!json && (soFar.jobs() + soFar.skipped()) % PROGRESS_STEP == 0) {
      spec.commandLine().getErr().println(soFar.jobs() + " jobs so far");
    }
  }

  private void print(Submitted outcome) {
    String text =
        json
            ? new String(Json.write(Outcome.of(outcome, dryRun)), StandardCharsets.UTF_8)
            : sentence(outcome);
    spec.commandLine().getOut().println(text);
    spec.commandLine().getOut().flush();
  }

  private String sentence(Submitted outcome) {
    if (outcome.jobs() == 0) {
      return selection.nothing(outcome.skipped());
    }
    String counts =
        String.format(
            Locale.ROOT,
            "%d jobs%s, %.1f s",
            outcome.jobs(),
            selection.read(outcome),
            outcome.elapsed().toMillis() / MILLIS_PER_SECOND);
    return dryRun
        ? "dry run, nothing published: " + counts
        : "batch %s: %s%nfollow it with: albumen events --batch %s --follow"
            .formatted(outcome.batchId(), counts, outcome.batchId());
  }

  /** The outcome as {@code --json} prints it. */
  private record Outcome(
      String batch, long jobs, long bytes, long skipped, double seconds, boolean dryRun) {
    static Outcome of(Submitted outcome, boolean dryRun) {
      return new Outcome(
          outcome.batchId(),
          outcome.jobs(),
          outcome.bytes(),
          outcome.skipped(),
          outcome.elapsed().toMillis() / MILLIS_PER_SECOND,
          dryRun);
    }
  }
}
