package org.albumen.dispatcher.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.albumen.common.cli.CommonOptions;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.ExitCodes;
import org.albumen.dispatcher.client.ApiClient;
import org.albumen.dispatcher.view.BatchView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code albumen cancel}: nothing more of a batch. */
@Command(
    name = "cancel",
    description = {
      "Cancels a batch: what has not begun is passed over.",
      "Jobs in progress end as they would, and results stay."
    },
    sortOptions = false,
    exitCodeOnInvalidInput = ExitCodes.USAGE,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:it will be cancelled",
      "64:an argument is wrong, or nothing is known of the batch",
      "69:the dispatcher does not answer, or cannot reach Kafka",
      "1:another failure, such as BATCH_ENDED, named by its code"
    })
@SuppressWarnings("NullAway.Init") // picocli sets what is required
public final class CancelCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;

  @Parameters(paramLabel = "BATCH", description = "The batch's id.")
  private String batch;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public Integer call() throws AlbumenException {
    PrintWriter out = spec.commandLine().getOut();
    BatchView view = new ApiClient(common.load().api()).cancel(batch);
    out.println(
        json
            ? Lines.json(view)
            : "batch %s is being cancelled: %d of %d jobs had ended"
                .formatted(
                    ExitCodes.printable(view.batchId()), ProgressText.ended(view), view.jobs()));
    out.flush();
    return ExitCodes.OK;
  }
}
