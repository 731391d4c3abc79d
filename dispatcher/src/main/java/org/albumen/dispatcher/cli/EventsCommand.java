package org.albumen.dispatcher.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.albumen.common.cli.CommonOptions;
import org.albumen.common.event.JobAccepted;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.ExitCodes;
import org.albumen.dispatcher.track.BatchEvent;
import org.albumen.dispatcher.track.BatchProgress;
import org.albumen.dispatcher.track.EventReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code albumen events}: how a batch's jobs ended, one line each. */
@Command(
    name = "events",
    description = "Prints how a batch's jobs ended, from the first on, one line each.",
    sortOptions = false,
    exitCodeOnInvalidInput = ExitCodes.USAGE,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:printed; with --follow: every job has succeeded",
      "3:with --follow: every job has ended, but not every one has succeeded",
      "64:an argument is wrong",
      "69:Kafka does not answer",
      "1:another failure, named by its code"
    })
@SuppressWarnings("NullAway.Init") // picocli sets what is required
public final class EventsCommand implements Callable<Integer> {
  private static final Duration LOOK = Duration.ofMillis(500);

  /** A submission may pause between two pages of its listing while workers catch up with it. */
  private static final Duration SETTLED = Duration.ofSeconds(5);

  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;

  @Option(names = "--batch", required = true, paramLabel = "ID", description = "The batch.")
  private String batch;

  @Option(
      names = "--follow",
      description = {
        "Go on with new events, and end when every accepted job has ended",
        "and nothing has happened for 5 seconds."
      })
  private boolean follow;

  @Option(names = "--accepted", description = "Also print that jobs were accepted.")
  private boolean accepted;

  @Option(
      names = "--json",
      description = "Print CloudEvents in structured JSON, one per line, instead of text.")
  private boolean json;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    BatchProgress progress = new BatchProgress(batch);
    Predicate<BatchEvent> printer =
        event -> {
          progress.add(event);
          if (accepted || !(event.event() instanceof JobAccepted)) {
            out.println(json ? EventLines.json(event) : EventLines.text(event));
          }
          return !out.checkError(); // flushes; true when whoever read this has gone
        };
    try (EventReader reader =
        EventReader.open(common.load().kafka(), batch, EventReader.Start.BEGINNING)) {
      if (!follow) {
        reader.readToEnd(printer);
        return ExitCodes.OK;
      }
      followUntilSettled(reader, progress, printer);
      return progress.status().allSucceeded() ? ExitCodes.OK : ExitCodes.JOBS_FAILED;
    } catch (AlbumenException | RuntimeException e) {
      return ExitCodes.report(e, spec.commandLine().getErr());
    }
  }

  private static void followUntilSettled(
      EventReader reader, BatchProgress progress, Predicate<BatchEvent> printer)
      throws AlbumenException {
    long known = -1;
    long since = System.nanoTime();
    while (!reader.follow(printer, LOOK)) {
      boolean idle = known == progress.accepted() && progress.ended() == known && known > 0;
      if (!idle) {
        since = System.nanoTime();
      } else if (System.nanoTime() - since > SETTLED.toNanos()) {
        return;
      }
      known = progress.accepted();
    }
  }
}
