package org.albumen.dispatcher.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.albumen.common.cli.CommonOptions;
import org.albumen.common.codec.Json;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.ExitCodes;
import org.albumen.common.failure.FailureCode;
import org.albumen.dispatcher.track.BatchProgress;
import org.albumen.dispatcher.track.BatchStatus;
import org.albumen.dispatcher.track.EventReader;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code albumen status}: where a batch stands. */
@Command(
    name = "status",
    description = "Prints where a batch stands.",
    sortOptions = false,
    exitCodeOnInvalidInput = ExitCodes.USAGE,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every job has succeeded",
      "3:every job has ended, but not every one has succeeded",
      "4:some jobs are pending",
      "64:an argument is wrong, or nothing is known of the batch",
      "69:Kafka does not answer",
      "1:another failure, named by its code"
    })
@SuppressWarnings("NullAway.Init") // picocli sets what is required
public final class StatusCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;

  @Option(names = "--batch", required = true, paramLabel = "ID", description = "The batch.")
  private String batch;

  @Option(names = "--json", description = "Print JSON instead of a table.")
  private boolean json;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try {
      BatchStatus status = read();
      if (json) {
        out.println(new String(Json.write(status), StandardCharsets.UTF_8));
      } else {
        print(status, out);
      }
      out.flush();
      return exitCode(status);
    } catch (AlbumenException | RuntimeException e) {
      return ExitCodes.report(e, spec.commandLine().getErr());
    }
  }

  static int exitCode(BatchStatus status) {
    if (!status.ended()) {
      return ExitCodes.JOBS_PENDING;
    }
    return status.allSucceeded() ? ExitCodes.OK : ExitCodes.JOBS_FAILED;
  }

  private BatchStatus read() throws AlbumenException {
    BatchProgress progress = new BatchProgress(batch);
    try (EventReader reader =
        EventReader.open(common.load().kafka(), batch, EventReader.Start.BEGINNING)) {
      reader.readToEnd(
          event -> {
            progress.add(event);
            return true;
          });
    }
    if (progress.accepted() == 0) {
      throw new AlbumenException(
          FailureCode.BAD_ARGUMENT, "nothing is known of batch '" + batch + "'; check its id");
    }
    return progress.status();
  }

  private static void print(BatchStatus status, PrintWriter out) {
    out.printf("%-10s %s%n", "batch", ExitCodes.printable(status.batchId()));
    row(out, "accepted", status.accepted(), "");
    row(out, "pending", status.pending(), "");
    String reused = status.reused() == 0 ? "" : "  " + status.reused() + " were there already";
    row(out, "succeeded", status.succeeded(), reused);
    row(out, "failed", status.failed(), "");
    status
        .failuresByCode()
        .forEach(
            (code, jobs) ->
                out.printf("  %-22s %9d  %s %s%n", code, jobs, code.meaning(), code.remedy()));
    row(out, "cancelled", status.cancelled(), "");
    row(out, "faces", status.faces(), "");
    out.printf("%-10s %s%n", "first", time(status.first()));
    out.printf("%-10s %s%n", "last", time(status.last()));
  }

  private static void row(PrintWriter out, String name, long jobs, String remark) {
    out.printf("%-10s %9d%s%n", name, jobs, remark);
  }

  private static String time(@Nullable Instant time) {
    return time == null ? "-" : time.toString();
  }
}
