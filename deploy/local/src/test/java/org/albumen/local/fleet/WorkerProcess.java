package org.albumen.local.fleet;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.albumen.embedded.EmbeddedKafka;
import org.albumen.embedded.EmbeddedS3;
import org.albumen.local.cli.Albumen;

/** {@code albumen worker} in a JVM of its own, as an operator starts it. */
final class WorkerProcess implements AutoCloseable {
  private final Process process;
  private final URI management;
  private final Path log;
  private final HttpClient http = HttpClient.newHttpClient();

  private WorkerProcess(Process process, URI management, Path log) {
    this.process = process;
    this.management = management;
    this.log = log;
  }

  static WorkerProcess start(
      String name, EmbeddedKafka kafka, EmbeddedS3 s3, TinySettings settings, Path folder)
      throws IOException {
    return start(name, kafka, s3, settings, folder, Map.of());
  }

  static WorkerProcess start(
      String name,
      EmbeddedKafka kafka,
      EmbeddedS3 s3,
      TinySettings settings,
      Path folder,
      Map<String, String> more)
      throws IOException {
    int port = freePort();
    Map<String, String> own = new HashMap<>();
    own.put("albumen.kafka.bootstrap-servers", kafka.bootstrapServers());
    own.put("albumen.s3.endpoint", s3.endpoint().toString());
    own.put("albumen.s3.path-style", "true");
    own.put("albumen.worker.name", name);
    own.put("albumen.worker.http-port", Integer.toString(port));
    own.put("albumen.worker.lanes", "1");
    own.put("albumen.worker.grace", "PT60S");
    own.putAll(more);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(Albumen.class.getName(), "worker"));
    command.addAll(settings.options(own));
    Path log = folder.resolve(name + ".log");
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(new File(log.toString()));
    builder.environment().put("AWS_ACCESS_KEY_ID", s3.accessKey());
    builder.environment().put("AWS_SECRET_ACCESS_KEY", s3.secretKey());
    return new WorkerProcess(builder.start(), URI.create("http://127.0.0.1:" + port + "/"), log);
  }

  Path log() {
    return log;
  }

  boolean alive() {
    return process.isAlive();
  }

  /** What a path of the management port answers; empty when nothing does. */
  String get(String path) {
    try {
      HttpRequest request = HttpRequest.newBuilder(management.resolve(path)).build();
      return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }

  /** SIGKILL. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor(30, TimeUnit.SECONDS);
  }

  /** SIGTERM; the exit code. */
  int terminate() throws InterruptedException {
    process.destroy();
    return ended();
  }

  /** Waits for its end; the exit code. */
  int ended() throws InterruptedException {
    if (!process.waitFor(90, TimeUnit.SECONDS)) {
      throw new AssertionError("the worker did not end");
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
