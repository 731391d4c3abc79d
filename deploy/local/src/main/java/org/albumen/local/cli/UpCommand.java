package org.albumen.local.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.albumen.common.cli.CommonOptions;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.ExitCodes;
import org.albumen.local.fleet.UpRun;
import org.albumen.models.catalogue.CacheFolder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code albumen up}: everything in this JVM, until it is stopped. */
@Command(
    name = "up",
    description = {
      "Starts Kafka, S3, a dispatcher with its web page and a worker in this process, until Ctrl-C.",
      "PHOTOGRAPHS is served as the bucket photographs and never written, RESULTS as the bucket restored."
    })
@SuppressWarnings("NullAway.Init") // picocli sets what is required
public final class UpCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private CommonOptions options = new CommonOptions();

  @Parameters(
      index = "0",
      paramLabel = "PHOTOGRAPHS",
      defaultValue = "samples",
      description = "The folder of photographs (default: ${DEFAULT-VALUE}).")
  private Path photographs;

  @Parameters(
      index = "1",
      paramLabel = "RESULTS",
      defaultValue = "restored",
      description = "The folder for results; made when missing (default: ${DEFAULT-VALUE}).")
  private Path results;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Where batches and queues are kept from one start to the next; by default in the cache folder.")
  private @Nullable Path data;

  /** Made by picocli. */
  public UpCommand() {}

  @Override
  public Integer call() throws AlbumenException, IOException, InterruptedException {
    Path from = Folders.photographs(photographs);
    Path to = Folders.results(from, results);
    Path kept =
        Optional.ofNullable(data)
            .orElseGet(() -> CacheFolder.standard().resolve("up"))
            .toAbsolutePath();
    CountDownLatch stop = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    try (UpRun up = UpRun.start(options::load, from, to, kept)) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(stop, ended)));
      PrintWriter out = spec.commandLine().getOut();
      out.println("page     " + up.page() + "/");
      out.println("sources  s3://photographs/  " + from);
      out.println("results  s3://restored/     " + to);
      out.println("stop it with Ctrl-C");
      out.flush();
      stop.await();
    } finally {
      ended.countDown();
    }
    return ExitCodes.OK;
  }

  private static void end(CountDownLatch stop, CountDownLatch ended) {
    stop.countDown();
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
