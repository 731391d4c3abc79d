package org.albumen.worker.isolate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.albumen.common.event.JobSucceeded;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.Job;
import org.albumen.common.job.ObjectSource;
import org.albumen.worker.fake.Eventually;
import org.albumen.worker.fake.Messages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class ProcessRunnerTest {
  @TempDir Path scratch;
  private final Job job = Messages.job(ObjectSource.of("scans", "a.jpg"));

  @Test
  void theProcessesAnswerIsTheJobs() throws Exception {
    // When
    JobSucceeded succeeded = runner("succeed", Duration.ofMinutes(1)).run(job, 3, () -> true);
    // Then
    assertThat(succeeded.jobId()).isEqualTo(job.id());
    assertThat(succeeded.attempts()).isEqualTo(3);
    assertThat(succeeded.worker()).isEqualTo("anna");
    assertThat(scratch).isEmptyDirectory();
  }

  @Test
  void theJobsFailureKeepsItsCode() {
    // When, Then
    assertThatThrownBy(() -> runner("fail", Duration.ofMinutes(1)).run(job, 1, () -> true))
        .isInstanceOfSatisfying(
            AlbumenException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.NOT_AN_IMAGE))
        .hasMessage("a poem");
    assertThat(scratch).isEmptyDirectory();
  }

  @ParameterizedTest
  @CsvSource({"die, 60, ended with 137", "silent, 60, ended with 0", "hang, 2, within 2 s"})
  void aProcessWithoutAnAnswerIsPoisonAndTheWorkerLives(String deed, int seconds, String why) {
    // When, Then
    assertThatThrownBy(() -> runner(deed, Duration.ofSeconds(seconds)).run(job, 1, () -> true))
        .isInstanceOfSatisfying(
            AlbumenException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.WORKER_KILLED))
        .hasMessageContaining(why);
    assertThat(scratch).isEmptyDirectory();
  }

  @Test
  void aJobThatIsGivenUpTakesItsProcessWithIt() throws Exception {
    // Given
    FutureTask<JobSucceeded> running =
        new FutureTask<>(() -> runner("hang", Duration.ofMinutes(1)).run(job, 1, () -> true));
    Thread thread = new Thread(running);
    thread.start();
    Eventually.until("it runs", () -> said().startsWith("running "));
    long process = Long.parseLong(said().substring("running ".length()));
    // When
    thread.interrupt();
    // Then
    assertThatThrownBy(running::get).hasCauseInstanceOf(InterruptedException.class);
    assertThat(ProcessHandle.of(process).filter(ProcessHandle::isAlive)).isEmpty();
    assertThat(scratch).isEmptyDirectory();
  }

  /** Without a word logback logs everything, and the store's client its session token. */
  @Test
  void theProcessLogsAsItsWorkerDoes() {
    // Given
    String before = System.setProperty("logback.configurationFile", "logback-worker.xml");
    try {
      // When
      List<String> command = ProcessRunner.command(List.of());
      // Then
      assertThat(command).contains("-Dlogback.configurationFile=logback-worker.xml");
    } finally {
      if (before == null) {
        System.clearProperty("logback.configurationFile");
      }
    }
  }

  @Test
  void theCommandIsThisJvmsWithAnotherMainClass() {
    // When
    List<String> command = ProcessRunner.command(List.of("-D", "worker.lanes=1"));
    // Then
    assertThat(command.get(0)).endsWith("/bin/java");
    assertThat(command)
        .containsSubsequence(
            "-cp",
            System.getProperty("java.class.path"),
            OneJob.class.getName(),
            "-D",
            "worker.lanes=1")
        .noneMatch(option -> option.startsWith("-javaagent") || option.startsWith("-agent"));
  }

  private String said() {
    try (Stream<Path> files = Files.list(scratch)) {
      return files.findFirst().map(ProcessRunnerTest::read).orElse("");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ProcessRunner runner(String deed, Duration limit) {
    List<String> command = new ArrayList<>(ProcessRunner.command(List.of(deed)));
    command.replaceAll(
        word -> word.equals(OneJob.class.getName()) ? ScriptedProcess.class.getName() : word);
    return new ProcessRunner(command, "anna", scratch, limit);
  }
}
