package org.albumen.dispatcher.cli;

import java.time.Duration;
import java.util.Locale;
import org.albumen.common.config.AlbumenConfig;
import org.albumen.common.config.KafkaClients;
import org.albumen.common.config.S3Clients;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.ExitCodes;
import org.albumen.common.recipe.RecipeBook;
import org.albumen.common.store.ObjectStore;
import org.albumen.common.submission.KeyFilter;
import org.albumen.common.submission.Prefix;
import org.albumen.common.submission.SeedList;
import org.albumen.common.topic.TopicSetup;
import org.albumen.dispatcher.client.NewBatch;
import org.albumen.dispatcher.submit.Listing;
import org.albumen.dispatcher.submit.Seeds;
import org.albumen.dispatcher.submit.Selection;
import org.albumen.dispatcher.submit.Submission;
import org.albumen.dispatcher.submit.Submitted;
import org.albumen.dispatcher.submit.Submitter;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import picocli.CommandLine;

/** A submission without a dispatcher: lists the store and publishes jobs by itself. */
final class DirectSubmission {
  private static final long PROGRESS_STEP = 10_000;
  private static final double MILLIS_PER_SECOND = 1e3;
  private static final double BYTES_PER_MB = 1e6;

  private final NewBatch batch;
  private final boolean dryRun;
  private final boolean json;
  private final CommandLine command;

  /**
   * @param batch of whose values those are used that can be without a dispatcher
   */
  DirectSubmission(NewBatch batch, boolean dryRun, boolean json, CommandLine command) {
    this.batch = batch;
    this.dryRun = dryRun;
    this.json = json;
    this.command = command;
  }

  void run(AlbumenConfig config) throws AlbumenException {
    String pool = String.valueOf(batch.pool());
    Submission submission =
        new Submission(batch.batch(), selection(), batch.recipe(), batch.target(), pool);
    submission
        .selection()
        .requireFit(RecipeBook.offered(config.recipes().folder()).find(batch.recipe()));
    try (ObjectStore store = S3Clients.store(config.s3())) {
      Submitter submitter = new Submitter(store, S3Clients.boundary(config.s3()));
      print(
          dryRun
              ? submitter.dryRun(submission, this::report)
              : publish(submitter, submission, config.kafka()));
    }
  }

  private Selection selection() {
    return batch.selection() instanceof Prefix prefix
        ? new Listing(prefix.bucket(), prefix.prefix(), prefix.filter())
        : Seeds.parse(((SeedList) batch.selection()).seeds());
  }

  private Submitted publish(Submitter submitter, Submission submission, AlbumenConfig.Kafka kafka)
      throws AlbumenException {
    KafkaClients clients = new KafkaClients(kafka);
    clients.ping();
    try (Admin admin = clients.admin()) {
      new TopicSetup(admin).create(submission.pool(), kafka.partitions());
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
      command.getErr().println(soFar.jobs() + " jobs so far");
    }
  }

  private void print(Submitted outcome) {
    command.getOut().println(json ? Lines.json(Outcome.of(outcome, dryRun)) : sentence(outcome));
    command.getOut().flush();
  }

  private String sentence(Submitted outcome) {
    if (outcome.jobs() == 0) {
      return nothing(outcome.skipped());
    }
    String counts =
        String.format(
            Locale.ROOT,
            "%d jobs%s, %.1f s",
            outcome.jobs(),
            read(outcome),
            outcome.elapsed().toMillis() / MILLIS_PER_SECOND);
    return dryRun
        ? "dry run, nothing published: " + counts
        : "batch %s: %s%nfollow it with: albumen events --batch %s --follow"
            .formatted(outcome.batchId(), counts, outcome.batchId());
  }

  /** Says that no job came of it; seeds always make some. */
  private String nothing(long skipped) {
    return batch.selection() instanceof Prefix prefix
        ? ExitCodes.printable(
            "nothing to submit: s3://%s/%s has no %s (%d others skipped)"
                .formatted(
                    prefix.bucket(),
                    prefix.prefix(),
                    prefix.filter() == KeyFilter.ALL ? "objects" : "photographs",
                    skipped))
        : "nothing to submit";
  }

  /** What is worth knowing of the sources. */
  private String read(Submitted outcome) {
    return batch.selection() instanceof Prefix
        ? String.format(
            Locale.ROOT,
            ", %.1f MB, %d other objects skipped",
            outcome.bytes() / BYTES_PER_MB,
            outcome.skipped())
        : "";
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
