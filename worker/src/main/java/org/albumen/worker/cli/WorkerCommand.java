package org.albumen.worker.cli;

import java.util.concurrent.Callable;
import org.albumen.common.cli.CommonOptions;
import org.albumen.common.config.AlbumenConfig;
import org.albumen.common.config.S3Clients;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.ExitCodes;
import org.albumen.common.recipe.RecipeBook;
import org.albumen.common.store.ObjectStore;
import org.albumen.worker.Worker;
import org.albumen.worker.generate.Generator;
import org.albumen.worker.generate.ModelGenerator;
import org.albumen.worker.job.JobListener;
import org.albumen.worker.restore.ModelRestorer;
import org.albumen.worker.restore.Restorer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code albumen worker}: takes jobs until it is told to stop. */
@Command(
    name = "worker",
    description = {
      "Takes jobs from Kafka, restores and generates, until it is told to stop.",
      "SIGTERM ends the jobs in progress within worker.grace and gives back the rest; a second one ends at once."
    })
public final class WorkerCommand implements Callable<Integer> {
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
            Worker.start(config, recipes, store, restorer, generator, JobListener.NONE)) {
      stop.await();
      worker.drain();
    }
    return ExitCodes.OK;
  }
}
