package org.albumen.dispatcher.cli;

import java.io.PrintWriter;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import org.albumen.common.cli.CommonOptions;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.ExitCodes;
import org.albumen.common.failure.FailureCode;
import org.albumen.dispatcher.client.ApiClient;
import org.albumen.dispatcher.client.Resolved;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code albumen retry}: what failed of a batch, once more. */
@Command(
    name = "retry",
    description = "Runs the failed jobs of a batch again, each once however often this is asked.",
    sortOptions = false,
    exitCodeOnInvalidInput = ExitCodes.USAGE,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:they will run again (or did before)",
      "64:an argument is wrong, or nothing is known of the batch",
      "69:the dispatcher does not answer, or cannot reach Kafka",
      "1:a job cannot be run again, or another failure, named by its code"
    })
@SuppressWarnings("NullAway.Init") // picocli sets what is required
public final class RetryCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;

  @Parameters(paramLabel = "BATCH", description = "The batch's id.")
  private String batch;

  @Option(
      names = "--code",
      paramLabel = "CODE",
      description = "Only jobs that failed with this code. May be repeated.")
  private Set<FailureCode> codes = new LinkedHashSet<>();

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public Integer call() throws AlbumenException {
    PrintWriter out = spec.commandLine().getOut();
    Resolved resolved = new ApiClient(common.load().api()).retry(batch, codes);
    out.println(json ? Lines.json(resolved) : ApiLetters.sum(resolved));
    if (!json && resolved.replayed() != null && resolved.replayed() > 0) {
      out.println("watch it with: albumen watch " + ExitCodes.printable(batch));
    }
    out.flush();
    return ApiLetters.exitCode(resolved);
  }
}
