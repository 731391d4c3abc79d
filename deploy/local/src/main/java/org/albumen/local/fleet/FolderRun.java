package org.albumen.local.fleet;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.albumen.common.config.AlbumenConfig;
import org.albumen.common.config.KafkaClients;
import org.albumen.common.config.S3Clients;
import org.albumen.common.event.JobEvent;
import org.albumen.common.event.JobFailed;
import org.albumen.common.event.JobSucceeded;
import org.albumen.common.event.PhotoOutcome;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.job.Job;
import org.albumen.common.job.Target;
import org.albumen.common.recipe.RecipeBook;
import org.albumen.common.recipe.RestoreRecipe;
import org.albumen.common.store.ObjectStore;
import org.albumen.common.submission.BatchIds;
import org.albumen.common.submission.KeyFilter;
import org.albumen.dispatcher.submit.Listing;
import org.albumen.dispatcher.submit.Submission;
import org.albumen.dispatcher.submit.Submitted;
import org.albumen.dispatcher.submit.Submitter;
import org.albumen.dispatcher.track.EventReader;
import org.albumen.local.progress.ProgressLine;
import org.albumen.worker.Worker;
import org.albumen.worker.generate.ModelGenerator;
import org.albumen.worker.restore.ModelRestorer;
import org.apache.kafka.clients.producer.Producer;

/**
 * A folder through the whole fleet: submitted to Kafka, restored by a worker, reported by its
 * events. Nothing here restores anything itself.
 */
public final class FolderRun {
  private static final double MILLIS = 1000;
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final Settings settings;
  private final Choice choice;
  private final PrintStream out;

  /** Settings that give way to those of the services in this JVM. */
  @FunctionalInterface
  public interface Settings {
    AlbumenConfig with(Map<String, String> decided) throws AlbumenException;
  }

  /** Chooses what is done to the photographs. */
  @FunctionalInterface
  public interface Choice {
    /** The recipe, of the book or made of one of its recipes. */
    RestoreRecipe of(RecipeBook recipes) throws AlbumenException;
  }

  /**
   * @param out where progress is shown
   */
  public FolderRun(Settings settings, Choice choice, PrintStream out) {
    this.settings = settings;
    this.choice = choice;
    this.out = out;
  }

  /**
   * Restores every photograph of a folder.
   *
   * @param photographs is not changed
   * @param results outside of {@code photographs}
   */
  @SuppressWarnings("try") // the worker needs no call: it takes its jobs by itself
  public RunReport restore(Path photographs, Path results)
      throws AlbumenException, IOException, InterruptedException {
    AlbumenConfig own = settings.with(Map.of());
    RecipeBook offered = RecipeBook.offered(own.recipes().folder());
    RestoreRecipe chosen = choice.of(offered);
    RecipeBook recipes = offered.with(chosen);
    try (ModelRestorer restorer = ModelRestorer.of(own);
        ModelGenerator generator = ModelGenerator.of(own)) {
      restorer.pull(chosen, line -> out.println(line));
      try (LocalServices services = LocalServices.start(photographs, results)) {
        AlbumenConfig config = settings.with(services.settings());
        try (ObjectStore store = services.store(config);
            ProgressLine progress = ProgressLine.start(out, 0);
            Worker worker =
                Worker.start(
                    config,
                    recipes,
                    store,
                    restorer,
                    generator,
                    Optional.empty(),
                    (job, part) -> show(progress, job, part))) {
          RunReport report = run(config, store, chosen.reference(), progress, results);
          RunSheet.write(report, photographs);
          return report;
        }
      }
    }
  }

  private RunReport run(
      AlbumenConfig config, ObjectStore store, String recipe, ProgressLine progress, Path results)
      throws AlbumenException {
    long began = System.nanoTime();
    String batch = BatchIds.next(Instant.now(), RandomGenerator.getDefault());
    try (EventReader events = EventReader.open(config.kafka(), batch, EventReader.Start.NOW)) {
      Submitted submitted = submit(config, store, recipe, batch, progress);
      progress.expect(Math.toIntExact(submitted.jobs()));
      List<JobEvent> ended = new ArrayList<>();
      while (ended.size() < submitted.jobs()) {
        events.follow(event -> collect(event.event(), ended, progress, submitted.jobs()), LOOK);
      }
      Duration elapsed = Duration.ofNanos(System.nanoTime() - began);
      ended.sort(Comparator.comparing(event -> event.source().name()));
      return new RunReport(recipe, ended, submitted.skipped(), elapsed, results);
    }
  }

  private Submitted submit(
      AlbumenConfig config, ObjectStore store, String recipe, String batch, ProgressLine progress)
      throws AlbumenException {
    Submission submission =
        new Submission(
            batch,
            new Listing(LocalServices.PHOTOGRAPHS, "", KeyFilter.PHOTOGRAPHS),
            recipe,
            new Target(LocalServices.RESULTS, ""),
            config.worker().pool());
    try (Producer<byte[], byte[]> producer =
        new KafkaClients(config.kafka()).producer("albumen-submit")) {
      return new Submitter(store, S3Clients.boundary(config.s3()))
          .submit(submission, producer, now -> progress.expect(Math.toIntExact(now.jobs())));
    }
  }

  /** Notes an event; false when every job has ended. */
  private static boolean collect(
      JobEvent event, List<JobEvent> ended, ProgressLine progress, long jobs) {
    if (event.terminal()) {
      ended.add(event);
      if (event instanceof JobSucceeded success) {
        progress.restored(success.source().name(), note(success));
      } else if (event instanceof JobFailed failure) {
        progress.failed(failure.source().name(), failure.code().name(), failure.message());
      }
    }
    return ended.size() < jobs;
  }

  private static String note(JobSucceeded success) {
    String how =
        success.reused()
            ? "found from an earlier run"
            : String.format(Locale.ROOT, "%.1f s", success.timings().restoreMs() / MILLIS);
    int faces = success.faces().size();
    String look = success.photograph() == PhotoOutcome.NEEDS_REVIEW ? ", needs review" : "";
    return how + ", " + faces + (faces == 1 ? " face" : " faces") + look;
  }

  private static void show(ProgressLine progress, Job job, double part) {
    progress.working(job.source().ref().name(), part, Math.round(part * 100) + "%");
  }
}
