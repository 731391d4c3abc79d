package org.albumen.worker.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.albumen.common.cli.CommonOptions;
import org.albumen.common.cli.StopSignals;
import org.albumen.common.config.AlbumenConfig;
import org.albumen.common.config.S3Clients;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.ExitCodes;
import org.albumen.common.recipe.RecipeBook;
import org.albumen.common.store.ObjectStore;
import org.albumen.worker.Worker;
import org.albumen.worker.WorkerName;
import org.albumen.worker.generate.Generator;
import org.albumen.worker.generate.ModelGenerator;
import org.albumen.worker.interruption.SpotWatch;
import org.albumen.worker.isolate.ProcessRunner;
import org.albumen.worker.job.JobListener;
import org.albumen.worker.job.JobRunner;
import org.albumen.worker.job.JobSettings;
import org.albumen.worker.restore.ModelRestorer;
import org.albumen.worker.restore.Restorer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code albumen worker}: takes jobs until it is told to stop. */
@Command(
    name = "worker",
    description = {
      "Takes jobs from Kafka, restores and generates, until it is told to stop.",
      "SIGTERM ends the jobs in progress within worker.grace and gives back the rest; a second one ends at once.",
      "The notice of a spot interruption does the same by the deadline that it names (worker.spot.metadata)."
    })
public final class WorkerCommand implements Callable<Integer> {
  /** What giving back jobs and leaving the group may take. */
  private static final Duration ENDING = Duration.ofSeconds(10);

  @Mixin private CommonOptions options = new CommonOptions();

  /** Made by picocli. */
  public WorkerCommand() {}

  @Override
  public Integer call() throws AlbumenException, InterruptedException {
    AlbumenConfig config = options.load();
    RecipeBook recipes = RecipeBook.offered(config.recipes().folder());
    StopSignals stop = StopSignals.catching();
    try (ObjectStore store = S3Clients.store(config.s3());
        Restorer restorer = ModelRestorer.of(config);
        Generator generator = ModelGenerator.of(config);
        Worker worker =
            Worker.start(
                config,
                recipes,
                store,
                restorer,
                generator,
                Optional.of(process(config.worker())),
                JobListener.NONE)) {
      Optional<Instant> deadline = awaited(stop, config.worker().spot());
      worker.drain(deadline.map(WorkerCommand::left).orElse(config.worker().grace()));
    }
    return ExitCodes.OK;
  }

  private JobRunner process(AlbumenConfig.Worker settings) {
    return new ProcessRunner(
        ProcessRunner.command(options.arguments()),
        WorkerName.of(settings),
        JobSettings.scratch(settings),
        settings.isolate().limit());
  }

  private static Optional<Instant> awaited(StopSignals stop, AlbumenConfig.Spot spot)
      throws InterruptedException {
    if (spot.metadata().isEmpty()) {
      return stop.await();
    }
    SpotWatch watch = SpotWatch.start(spot.metadata().get(), spot.every(), stop::takenAway);
    try {
      return stop.await();
    } finally {
      watch.close();
    }
  }

  /** What is left until a deadline, less what a worker needs to give back jobs and to end. */
  private static Duration left(Instant deadline) {
    Duration left = Duration.between(Instant.now(), deadline).minus(ENDING);
    return left.isNegative() ? Duration.ZERO : left;
  }
}
