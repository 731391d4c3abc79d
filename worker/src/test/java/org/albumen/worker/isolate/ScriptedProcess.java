package org.albumen.worker.isolate;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.albumen.common.codec.Json;
import org.albumen.common.event.JobSucceeded;
import org.albumen.common.event.ResultImage;
import org.albumen.common.event.Timings;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.ObjectRef;

/** A process that does with its job what its first argument says. */
final class ScriptedProcess {
  private ScriptedProcess() {}

  public static void main(String[] arguments) throws Exception {
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    Assignment assignment = Json.readLenient(in.readLine().getBytes(UTF_8), Assignment.class);
    Path answer = Path.of(arguments[1]);
    switch (arguments[0]) {
      case "succeed" -> Files.write(answer, Json.write(Answer.of(succeeded(assignment))));
      case "fail" ->
          Files.write(
              answer,
              Json.write(Answer.of(new AlbumenException(FailureCode.NOT_AN_IMAGE, "a poem"))));
      case "die" -> Runtime.getRuntime().halt(137);
      case "silent" -> {}
      case "hang" -> {
        Files.writeString(answer, "running " + ProcessHandle.current().pid());
        Thread.sleep(60_000);
      }
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  private static JobSucceeded succeeded(Assignment assignment) {
    return new JobSucceeded(
        assignment.job().id(),
        assignment.job().batchId(),
        assignment.job().source().ref(),
        assignment.job().recipe(),
        "0".repeat(64),
        new ResultImage("b", "k", "image/png", "0".repeat(64), 1, 1, 1),
        new ObjectRef("b", "k.json"),
        null,
        List.of(),
        List.of(),
        Timings.NONE,
        false,
        assignment.attempt(),
        assignment.worker());
  }
}
