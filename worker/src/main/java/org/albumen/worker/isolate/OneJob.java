package org.albumen.worker.isolate;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.albumen.common.cli.CommonOptions;
import org.albumen.common.cli.OneLineErrors;
import org.albumen.common.codec.Json;
import org.albumen.common.config.AlbumenConfig;
import org.albumen.common.config.S3Clients;
import org.albumen.common.event.JobSucceeded;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.recipe.RecipeBook;
import org.albumen.common.store.ObjectStore;
import org.albumen.models.compute.DeviceMemory;
import org.albumen.worker.budget.Budgets;
import org.albumen.worker.generate.BudgetedGenerator;
import org.albumen.worker.generate.Generator;
import org.albumen.worker.generate.LimitedGenerator;
import org.albumen.worker.generate.ModelGenerator;
import org.albumen.worker.guard.Retries;
import org.albumen.worker.guard.TimeLimits;
import org.albumen.worker.job.JobHandlers;
import org.albumen.worker.job.JobListener;
import org.albumen.worker.job.JobSettings;
import org.albumen.worker.metrics.WorkerMetrics;
import org.albumen.worker.restore.BudgetedRestorer;
import org.albumen.worker.restore.LimitedRestorer;
import org.albumen.worker.restore.ModelRestorer;
import org.albumen.worker.restore.Restorer;
import org.albumen.worker.task.Tools;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/**
 * The process that runs one job: takes it from standard input, stores its result, answers in a
 * file. It announces nothing and touches no queue, that is its worker's affair.
 */
@Command(name = "one-job")
public final class OneJob implements Callable<Integer> {
  private static final int ORPHANED = 1;

  @Mixin private CommonOptions options = new CommonOptions();

  @Parameters(paramLabel = "ANSWER")
  @SuppressWarnings("NullAway.Init") // picocli gives it
  private Path answer;

  /** Made by picocli. */
  public OneJob() {}

  /** Started by {@link ProcessRunner}. */
  public static void main(String[] arguments) {
    int exit = OneLineErrors.on(new CommandLine(new OneJob())).execute(arguments);
    Runtime.getRuntime().halt(exit); // nothing that hangs may keep the process
  }

  @Override
  public Integer call() throws AlbumenException, IOException, InterruptedException {
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    Assignment assignment =
        Json.readLenient(String.valueOf(in.readLine()).getBytes(UTF_8), Assignment.class);
    endWith(in);
    AlbumenConfig config = options.load();
    try (ObjectStore store = S3Clients.store(config.s3());
        Restorer restorer = ModelRestorer.of(config);
        Generator generator = ModelGenerator.of(config)) {
      Files.write(answer, Json.write(answered(assignment, config, store, restorer, generator)));
    }
    return 0;
  }

  private static Answer answered(
      Assignment assignment,
      AlbumenConfig config,
      ObjectStore store,
      Restorer restorer,
      Generator generator)
      throws InterruptedException {
    try {
      WorkerMetrics metrics = new WorkerMetrics(new SimpleMeterRegistry());
      TimeLimits limits = new TimeLimits(config.worker().limits(), metrics);
      Budgets budgets = Budgets.of(config.worker(), DeviceMemory.bytes());
      Tools tools =
          new Tools(
              store,
              new BudgetedRestorer(new LimitedRestorer(restorer, limits), budgets),
              new BudgetedGenerator(new LimitedGenerator(generator, limits), budgets),
              limits,
              metrics,
              config.worker().maxSourceBytes());
      JobHandlers handlers =
          new JobHandlers(
              RecipeBook.offered(config.recipes().folder()),
              tools,
              JobSettings.of(config, assignment.worker()),
              new Retries(config.worker().retry(), metrics),
              JobListener.NONE);
      JobSucceeded succeeded =
          handlers.runner().run(assignment.job(), assignment.attempt(), () -> true);
      return Answer.of(succeeded);
    } catch (AlbumenException e) {
      return Answer.of(e);
    }
  }

  /** A process whose worker has died would finish a job that is somebody else's by then. */
  private static void endWith(BufferedReader in) {
    Thread watch =
        new Thread(
            () -> {
              try {
                while (in.read() >= 0) {
                  // The worker lives.
                }
              } catch (IOException e) {
                // So does a broken pipe tell its end.
              }
              Runtime.getRuntime().halt(ORPHANED);
            },
            "albumen-orphan-watch");
    watch.setDaemon(true);
    watch.start();
  }
}
