package org.albumen.worker.isolate;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.albumen.common.codec.Json;
import org.albumen.common.event.JobSucceeded;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.Job;
import org.albumen.worker.job.Held;
import org.albumen.worker.job.JobRunner;

/**
 * Runs a job in a fresh process, which the worker outlives whatever the job does to it. The process
 * has the worker's settings and environment, and ends with the worker. Safe for use by several
 * threads.
 */
public final class ProcessRunner implements JobRunner {
  private static final int KILLED_BY_LIMIT = -1;

  private final List<String> command;
  private final String worker;
  private final Path scratch;
  private final Duration limit;

  /**
   * @param command starts the process; the path of a file for its answer is added
   * @param worker the worker's name
   * @param scratch an existing or future folder for answers
   * @param limit a process that takes longer is killed
   */
  public ProcessRunner(List<String> command, String worker, Path scratch, Duration limit) {
    this.command = List.copyOf(command);
    this.worker = worker;
    this.scratch = scratch;
    this.limit = limit;
  }

  /**
   * The command of this JVM's own kind: its options and class path, but another main class.
   *
   * @param options of the settings, as the worker's own command line had them
   */
  public static List<String> command(List<String> options) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (String option : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      if (option.startsWith("-X") || option.startsWith("-D") || option.startsWith("--")) {
        command.add(option);
      }
    }
    command.addAll(logging());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(OneJob.class.getName());
    command.addAll(options);
    return command;
  }

  /**
   * The worker chose these while it ran. Without them the process would log as logback does by
   * itself: everything, and with it the store's session token.
   */
  private static List<String> logging() {
    return Stream.of("logback.configurationFile", "logback.statusListenerClass")
        .filter(name -> System.getProperty(name) != null)
        .map(name -> "-D" + name + "=" + System.getProperty(name))
        .toList();
  }

  /**
   * {@inheritDoc}
   *
   * @throws AlbumenException also {@code WORKER_KILLED}, when the process ends without an answer
   */
  @Override
  public JobSucceeded run(Job job, int attempt, Held held)
      throws AlbumenException, InterruptedException {
    try {
      Files.createDirectories(scratch);
      Path answer = Files.createTempFile(scratch, "albumen-answer-", ".json");
      try {
        int exit = awaited(start(answer), new Assignment(job, attempt, worker));
        return read(answer, exit).orThrow();
      } finally {
        Files.deleteIfExists(answer);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("no process can be started", e);
    }
  }

  private Process start(Path answer) throws IOException {
    List<String> all = new ArrayList<>(command);
    all.add(answer.toString());
    return new ProcessBuilder(all)
        .redirectOutput(ProcessBuilder.Redirect.INHERIT)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** The pipe stays open as long as the process may run: its end tells that the worker died. */
  private int awaited(Process process, Assignment assignment)
      throws IOException, InterruptedException {
    try (OutputStream to = process.getOutputStream()) {
      to.write(Json.write(assignment));
      to.write("\n".getBytes(UTF_8));
      to.flush();
      return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)
          ? process.exitValue()
          : KILLED_BY_LIMIT;
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  private Answer read(Path answer, int exit) throws AlbumenException, IOException {
    byte[] json = Files.readAllBytes(answer);
    if (exit == 0 && json.length > 0) {
      return Json.readLenient(json, Answer.class);
    }
    throw new AlbumenException(
        FailureCode.WORKER_KILLED,
        exit == KILLED_BY_LIMIT
            ? "the process that ran the job alone did not end within " + limit.toSeconds() + " s"
            : "the process that ran the job alone ended with " + exit + " and without an answer");
  }
}
