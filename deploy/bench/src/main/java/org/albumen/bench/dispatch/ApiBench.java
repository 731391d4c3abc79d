package org.albumen.bench.dispatch;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.albumen.bench.TemporaryFolder;
import org.albumen.common.config.AlbumenConfig;
import org.albumen.common.config.ConfigLoader;
import org.albumen.common.recipe.RecipeBook;
import org.albumen.dispatcher.Dispatcher;
import org.albumen.dispatcher.Stores;
import org.albumen.embedded.EmbeddedKafka;
import org.albumen.embedded.EmbeddedS3;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * How long a batch takes to show while many jobs run through: clients that ask again and again,
 * first of an idle dispatcher, then while a batch is expanded, played by a worker that computes
 * nothing, and tracked.
 */
@Command(
    name = "api",
    mixinStandardHelpOptions = true,
    description =
        "GET /batches/{id} while jobs run through, against the same of an idle dispatcher.",
    sortOptions = false)
@SuppressWarnings("NullAway.Init") // picocli sets what is required
public final class ApiBench implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--jobs",
      defaultValue = "1000000",
      description = "Jobs (default: ${DEFAULT-VALUE}).")
  private int jobs;

  @Option(
      names = "--clients",
      defaultValue = "50",
      description = "Clients (default: ${DEFAULT-VALUE}).")
  private int clients;

  @Option(
      names = "--pause",
      defaultValue = "100",
      description = "Milliseconds between a client's questions (default: ${DEFAULT-VALUE}).")
  private int pause;

  @Option(
      names = "--partitions",
      defaultValue = "4",
      description = "Of every topic (default: ${DEFAULT-VALUE}).")
  private int partitions;

  /** Made by picocli. */
  public ApiBench() {}

  @Override
  public Integer call() throws Exception {
    try (TemporaryFolder folder = TemporaryFolder.create();
        EmbeddedS3 s3 =
            EmbeddedS3.start(
                Map.of("restored", Files.createDirectories(folder.path().resolve("restored"))),
                Set.of());
        EmbeddedKafka kafka = EmbeddedKafka.start(folder.path().resolve("kafka"))) {
      AlbumenConfig config = config(folder.path(), kafka, s3);
      // Where the SDK's default chain looks.
      System.setProperty("aws.accessKeyId", s3.accessKey());
      System.setProperty("aws.secretAccessKey", s3.secretKey());
      try (Stores stores = Stores.of(config.s3());
          Dispatcher dispatcher = Dispatcher.start(config, RecipeBook.builtIn(), stores)) {
        measure(config, new Questions(dispatcher.address(), clients, pause));
      }
      return 0;
    }
  }

  private void measure(AlbumenConfig config, Questions questions) throws Exception {
    questions.awaitReady();
    String small = questions.submit(100);
    try (PlayedWorker worker = PlayedWorker.start(config.kafka())) {
      questions.awaitEnd(small);
      Questions.Times idle = questions.ask(small, () -> false);
      long began = System.nanoTime();
      String large = questions.submit(jobs);
      Questions.Times busy = questions.ask(large, () -> !questions.ended(large));
      double seconds = (System.nanoTime() - began) / 1e9;
      PrintWriter out = spec.commandLine().getOut();
      line(
          out,
          "idle   %,6d answers, p50 %6.1f ms, p99 %6.1f ms",
          idle.count(),
          idle.millis(50),
          idle.millis(99));
      line(
          out,
          "busy   %,6d answers, p50 %6.1f ms, p99 %6.1f ms",
          busy.count(),
          busy.millis(50),
          busy.millis(99));
      line(
          out,
          "api: jobs=%d seconds=%.1f jobs_per_s=%.0f clients=%d idle_p99_ms=%.1f busy_p99_ms=%.1f ratio=%.1f errors=%d played=%d",
          jobs,
          seconds,
          jobs / seconds,
          clients,
          idle.millis(99),
          busy.millis(99),
          busy.millis(99) / idle.millis(99),
          idle.errors() + busy.errors(),
          worker.played());
    }
  }

  private AlbumenConfig config(Path folder, EmbeddedKafka kafka, EmbeddedS3 s3) throws Exception {
    Map<String, String> settings = new HashMap<>();
    settings.put("albumen.kafka.bootstrap-servers", kafka.bootstrapServers());
    settings.put("albumen.kafka.partitions", Integer.toString(partitions));
    settings.put("albumen.s3.endpoint", s3.endpoint().toString());
    settings.put("albumen.s3.path-style", "true");
    settings.put("albumen.dispatcher.http-port", "0");
    settings.put("albumen.dispatcher.state", folder.resolve("state").toString());
    settings.put("albumen.dispatcher.backlog-ceiling", Long.toString(Long.MAX_VALUE));
    return ConfigLoader.load(null, settings);
  }

  private static void line(PrintWriter out, String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
    out.flush();
  }
}
