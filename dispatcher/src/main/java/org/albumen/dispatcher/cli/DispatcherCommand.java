package org.albumen.dispatcher.cli;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.albumen.common.cli.CommonOptions;
import org.albumen.common.config.AlbumenConfig;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.ExitCodes;
import org.albumen.common.recipe.RecipeBook;
import org.albumen.dispatcher.Dispatcher;
import org.albumen.dispatcher.Stores;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code albumen dispatcher}: the service, until it is told to stop. */
@Command(
    name = "dispatcher",
    description = {
      "Takes submissions, makes jobs of them and shows what becomes of them, until it is told to stop.",
      "Any number may run; API and page are served at dispatcher.http-host and http-port."
    },
    sortOptions = false,
    exitCodeOnInvalidInput = ExitCodes.USAGE,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:stopped as it was told",
      "69:Kafka does not answer",
      "1:another failure, named by its code"
    })
@SuppressWarnings("NullAway.Init") // picocli sets what is required
public final class DispatcherCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;

  @Override
  public Integer call() throws InterruptedException {
    CountDownLatch stopped = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    try {
      AlbumenConfig config = common.load();
      RecipeBook recipes = RecipeBook.offered(config.recipes().folder());
      try (Stores stores = Stores.of(config.s3());
          Dispatcher dispatcher = Dispatcher.start(config, recipes, stores)) {
        spec.commandLine().getOut().println("albumen: " + dispatcher.address() + "/");
        spec.commandLine().getOut().flush();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(stopped, ended)));
        stopped.await();
      }
      return ExitCodes.OK;
    } catch (AlbumenException | RuntimeException e) {
      return ExitCodes.report(e, spec.commandLine().getErr());
    } finally {
      ended.countDown();
    }
  }

  /** The JVM ends when its hooks have. */
  private static void stop(CountDownLatch stopped, CountDownLatch ended) {
    stopped.countDown();
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
