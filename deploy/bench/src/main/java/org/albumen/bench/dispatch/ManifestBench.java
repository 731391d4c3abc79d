package org.albumen.bench.dispatch;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.albumen.bench.TemporaryFolder;
import org.albumen.common.config.KafkaClients;
import org.albumen.common.topic.TopicSetup;
import org.albumen.embedded.EmbeddedKafka;
import org.albumen.embedded.EmbeddedS3;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * A long manifest into jobs, by an expander in a process of its own with little heap, against a
 * loop of Kafka's bare producer that sends as many records of the same bytes, without transactions
 * and without making them.
 */
@Command(
    name = "manifest",
    mixinStandardHelpOptions = true,
    description = "A manifest's rows into jobs, against a bare Kafka producer in the same run.",
    sortOptions = false)
@SuppressWarnings("NullAway.Init") // picocli sets what is required
public final class ManifestBench implements Callable<Integer> {
  static final String BUCKET = "lists";
  static final String KEY = "manifest.csv";

  @Spec private CommandSpec spec;

  @Option(
      names = "--rows",
      defaultValue = "1000000",
      description = "Rows (default: ${DEFAULT-VALUE}).")
  private int rows;

  @Option(
      names = "--rounds",
      defaultValue = "9",
      description = "Rounds that count (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--page",
      defaultValue = "12500",
      description = "Rows of a page (default: ${DEFAULT-VALUE}).")
  private int page;

  @Option(
      names = "--heap",
      defaultValue = "256",
      description = "Heap in MiB (default: ${DEFAULT-VALUE}).")
  private int heap;

  @Option(
      names = "--partitions",
      defaultValue = "4",
      description = "Of every topic (default: ${DEFAULT-VALUE}).")
  private int partitions;

  /** Made by picocli. */
  public ManifestBench() {}

  @Override
  public Integer call() throws Exception {
    try (TemporaryFolder folder = TemporaryFolder.create();
        EmbeddedS3 s3 =
            EmbeddedS3.start(
                Map.of(BUCKET, Files.createDirectories(folder.path().resolve(BUCKET))), Set.of());
        EmbeddedKafka kafka = EmbeddedKafka.start(folder.path().resolve("kafka"))) {
      write(folder.path().resolve(BUCKET).resolve(KEY), rows);
      try (Admin admin =
          new KafkaClients(
                  ManifestProbe.config(kafka.bootstrapServers(), s3.endpoint(), Map.of()).kafka())
              .admin()) {
        new TopicSetup(admin).create("photo", partitions);
      }
      Process probe = probe(kafka, s3);
      PrintWriter out = spec.commandLine().getOut();
      try (BufferedReader answer = probe.inputReader(StandardCharsets.UTF_8)) {
        answer.lines().forEach(out::println);
      }
      out.flush();
      if (probe.waitFor() != 0) {
        throw new IOException("the expander's process ended with " + probe.exitValue());
      }
      return 0;
    }
  }

  private Process probe(EmbeddedKafka kafka, EmbeddedS3 s3) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap + "m",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                ManifestProbe.class.getName(),
                kafka.bootstrapServers(),
                s3.endpoint().toString(),
                Integer.toString(rows),
                Integer.toString(page),
                Integer.toString(rounds)));
    builder.environment().put("AWS_ACCESS_KEY_ID", s3.accessKey());
    builder.environment().put("AWS_SECRET_ACCESS_KEY", s3.secretKey());
    return builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private static void write(Path file, int rows) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (int i = 0; i < rows; i++) {
        out.write(key(i));
      }
    }
  }

  private static String key(int row) {
    return String.format(Locale.ROOT, "scans,archive/box-%05d/sheet-%07d.tif%n", row / 200, row);
  }
}
