package org.albumen.dispatcher.cli;

import java.util.concurrent.Callable;
import org.albumen.common.cli.CommonOptions;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.ExitCodes;
import org.albumen.dispatcher.client.ApiClient;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code albumen watch}: a batch's progress as it is made. */
@Command(
    name = "watch",
    description = {
      "Shows a batch's progress until it has ended.",
      "Stopping this (Ctrl-C) stops nothing else."
    },
    sortOptions = false,
    exitCodeOnInvalidInput = ExitCodes.USAGE,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every job has succeeded",
      "3:every job has ended, but not every one has succeeded",
      "4:stopped, or --timeout has passed, before every job has ended",
      "64:an argument is wrong, or nothing is known of the batch",
      "69:the dispatcher has not answered for 5 minutes",
      "1:another failure, named by its code"
    })
@SuppressWarnings("NullAway.Init") // picocli sets what is required
public final class WatchCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;

  @Parameters(paramLabel = "BATCH", description = "The batch's id.")
  private String batch;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description = "Watch no longer than this: 90s, 30m, 2h.")
  private @Nullable String timeout;

  @Option(names = "--json", description = "Print a line of JSON for every change.")
  private boolean json;

  @Override
  public Integer call() throws AlbumenException {
    var limit = timeout == null ? Watching.UNLIMITED : Since.span("--timeout", timeout);
    ApiClient api = new ApiClient(common.load().api());
    return Watching.of(api, spec.commandLine(), json).watch(batch, limit);
  }
}
