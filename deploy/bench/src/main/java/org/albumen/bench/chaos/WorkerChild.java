package org.albumen.bench.chaos;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.albumen.local.cli.Albumen;

/** {@code albumen worker} in a process of its own. To be used by one thread. */
final class WorkerChild {
  private static final Pattern STARTED = Pattern.compile("worker started .*http=\"(\\d+)\"");

  /** Settings of the user's that concern the machine, not the fleet. */
  private static final Set<String> KEPT = Set.of("ALBUMEN_CACHE", "ALBUMEN_LOG_LEVEL");

  private static final Duration DEATH = Duration.ofSeconds(30);

  private final String name;
  private final Process process;
  private final Path log;
  private OptionalInt port = OptionalInt.empty();

  private WorkerChild(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
  }

  /**
   * Starts a worker.
   *
   * @param name no other worker of this ground has it
   * @param store where it finds the store
   * @param java options of its JVM
   * @param own settings besides those of the ground
   */
  static WorkerChild start(
      String name, ProvingGround ground, URI store, List<String> java, Map<String, String> own)
      throws IOException {
    Map<String, String> settings = new HashMap<>(ground.settings());
    settings.put("albumen.s3.endpoint", store.toString());
    settings.put("albumen.worker.name", name);
    settings.put("albumen.worker.http-port", "0");
    settings.put("albumen.worker.scratch", scratch(ground, name).toString());
    settings.putAll(own);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(java);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(Albumen.class.getName(), "worker"));
    settings.forEach((setting, value) -> command.addAll(List.of("-D", setting + "=" + value)));
    Path log = ground.folder().resolve("log").resolve(name + ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(each -> each.startsWith("ALBUMEN_") && !KEPT.contains(each));
    environment.put("AWS_ACCESS_KEY_ID", ground.s3().accessKey());
    environment.put("AWS_SECRET_ACCESS_KEY", ground.s3().secretKey());
    Process process = builder.start();
    // No worker outlives a bench that is told to stop.
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    return new WorkerChild(name, process, log);
  }

  /** The folder in which a worker of that name puts what it works with. */
  static Path scratch(ProvingGround ground, String name) {
    return ground.folder().resolve("scratch").resolve(name);
  }

  String name() {
    return name;
  }

  /** Its process id. */
  long pid() {
    return process.pid();
  }

  /** Where it logs to. */
  Path log() {
    return log;
  }

  boolean alive() {
    return process.isAlive();
  }

  /** The port of its metrics, once its log says that it has started. */
  OptionalInt port() throws IOException {
    if (port.isEmpty()) {
      Matcher started = STARTED.matcher(Files.readString(log));
      if (started.find()) {
        port = OptionalInt.of(Integer.parseInt(started.group(1)));
      }
    }
    return port;
  }

  /** SIGKILL; returns when it is dead. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor(DEATH.toSeconds(), TimeUnit.SECONDS);
  }

  /** SIGTERM. */
  void terminate() {
    process.destroy();
  }

  /** How it ended; empty while it has not. */
  OptionalInt exit() {
    return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
  }

  /** Waits for its end, at most for a while. */
  OptionalInt exit(Duration atMost) throws InterruptedException {
    process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS);
    return exit();
  }

  /** The last line of its log. */
  Optional<String> lastWord() throws IOException {
    List<String> lines = Files.readAllLines(log);
    return lines.isEmpty() ? Optional.empty() : Optional.of(lines.get(lines.size() - 1));
  }
}
