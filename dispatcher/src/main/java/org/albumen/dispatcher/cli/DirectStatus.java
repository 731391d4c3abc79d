package org.albumen.dispatcher.cli;

import java.io.PrintWriter;
import java.time.Instant;
import org.albumen.common.config.AlbumenConfig;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.ExitCodes;
import org.albumen.common.failure.FailureCode;
import org.albumen.dispatcher.track.BatchProgress;
import org.albumen.dispatcher.track.BatchStatus;
import org.albumen.dispatcher.track.EventReader;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** Where a batch stands by all its events, without a dispatcher. */
final class DirectStatus {
  private final String batch;
  private final boolean json;

  DirectStatus(String batch, boolean json) {
    this.batch = batch;
    this.json = json;
  }

  /** Prints it; tells how to exit. */
  int print(AlbumenConfig.Kafka kafka, CommandLine command) throws AlbumenException {
    PrintWriter out = command.getOut();
    BatchStatus status = read(kafka);
    if (json) {
      out.println(Lines.json(status));
    } else {
      print(status, out);
    }
    out.flush();
    return exitCode(status);
  }

  private static int exitCode(BatchStatus status) {
    if (!status.ended()) {
      return ExitCodes.JOBS_PENDING;
    }
    return status.allSucceeded() ? ExitCodes.OK : ExitCodes.JOBS_FAILED;
  }

  private BatchStatus read(AlbumenConfig.Kafka kafka) throws AlbumenException {
    BatchProgress progress = new BatchProgress(batch);
    try (EventReader reader = EventReader.open(kafka, batch, EventReader.Start.BEGINNING)) {
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
