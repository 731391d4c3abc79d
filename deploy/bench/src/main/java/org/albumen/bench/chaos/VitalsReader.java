package org.albumen.bench.chaos;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Takes a worker's vitals: its heap from its own metrics after {@code jcmd PID GC.run}, the rest
 * from Linux' {@code /proc/PID}.
 */
final class VitalsReader {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration NOTICE = Duration.ofMillis(300);
  private static final double MEGA = 1e6;
  private static final double KIB = 1024;

  private final long pid;
  private final URI metrics;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

  /**
   * @param port of its metrics
   */
  VitalsReader(long pid, int port) {
    this.pid = pid;
    this.metrics = URI.create("http://127.0.0.1:" + port + "/metrics");
  }

  /**
   * Collects its garbage and looks.
   *
   * @throws IOException when it has gone
   */
  Vitals read() throws IOException, InterruptedException {
    collect();
    Thread.sleep(NOTICE.toMillis()); // until the JVM has told its metrics of the collection
    String text = metrics();
    String status = Files.readString(Path.of("/proc/" + pid + "/status"));
    return new Vitals(
        (int) sum(text, "albumen_jobs_total"),
        heap(text) / MEGA,
        field(status, "VmRSS") * KIB / MEGA,
        (int) field(status, "Threads"),
        files());
  }

  /** How many jobs it has ended. */
  int jobs() throws IOException, InterruptedException {
    return (int) sum(metrics(), "albumen_jobs_total");
  }

  private void collect() throws IOException, InterruptedException {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    Process process =
        new ProcessBuilder(jcmd, Long.toString(pid), "GC.run").redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("jcmd cannot reach the worker: " + said.strip());
    }
  }

  private String metrics() throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(metrics).timeout(PATIENCE).build();
    return http.send(request, BodyHandlers.ofString()).body();
  }

  private int files() throws IOException {
    try (Stream<Path> handles = Files.list(Path.of("/proc/" + pid + "/fd"))) {
      return (int) handles.count();
    }
  }

  /** Bytes of the heap that the last full collection left; none of what came after it. */
  static double heap(String metrics) {
    return sum(metrics, "jvm_gc_live_data_size_bytes");
  }

  /** The sum of a metric over all its tags. */
  static double sum(String metrics, String name) {
    Matcher lines = Pattern.compile("(?m)^" + name + "(?:\\{[^}]*\\})? (\\S+)$").matcher(metrics);
    double sum = 0;
    while (lines.find()) {
      sum += Double.parseDouble(lines.group(1));
    }
    return sum;
  }

  private static long field(String status, String name) throws IOException {
    Matcher line = Pattern.compile("(?m)^" + name + ":\\s+(\\d+)").matcher(status);
    if (!line.find()) {
      throw new IOException("/proc tells nothing of " + name);
    }
    return Long.parseLong(line.group(1));
  }
}
