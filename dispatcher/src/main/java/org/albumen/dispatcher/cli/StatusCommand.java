package org.albumen.dispatcher.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.albumen.common.cli.CommonOptions;
import org.albumen.common.config.AlbumenConfig;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.ExitCodes;
import org.albumen.common.failure.FailureCode;
import org.albumen.dispatcher.client.ApiClient;
import org.albumen.dispatcher.view.BatchView;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code albumen status}: where a batch stands, or which there are. */
@Command(
    name = "status",
    description = "Prints where a batch stands; without one, the latest batches.",
    sortOptions = false,
    exitCodeOnInvalidInput = ExitCodes.USAGE,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every job has succeeded (or batches were listed)",
      "3:every job has ended, but not every one has succeeded",
      "4:some jobs are pending",
      "64:an argument is wrong, or nothing is known of the batch",
      "69:the dispatcher does not answer (with --direct: Kafka)",
      "1:another failure, named by its code"
    })
@SuppressWarnings("NullAway.Init") // picocli sets what is required
public final class StatusCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;

  @Parameters(paramLabel = "BATCH", arity = "0..1", description = "The batch's id.")
  private @Nullable String batch;

  @Option(names = "--batch", paramLabel = "ID", description = "The same.")
  private @Nullable String named;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "So many batches are listed (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Option(names = "--json", description = "Print JSON; of several batches a line each.")
  private boolean json;

  @Option(
      names = "--direct",
      description = "Without a dispatcher: read all events of the batch from Kafka.")
  private boolean direct;

  @Override
  public Integer call() throws AlbumenException {
    String id = id();
    AlbumenConfig config = common.load();
    if (direct) {
      return new DirectStatus(String.valueOf(id), json).print(config.kafka(), spec.commandLine());
    }
    ApiClient api = new ApiClient(config.api());
    return id == null ? list(api) : show(api.batch(id));
  }

  private @Nullable String id() throws AlbumenException {
    if (batch != null && named != null && !batch.equals(named)) {
      throw bad("two batches are named: " + batch + " and " + named);
    }
    String id = batch == null ? named : batch;
    if (direct && id == null) {
      throw bad("--direct needs a batch's id");
    }
    return id;
  }

  private static AlbumenException bad(String message) {
    return new AlbumenException(FailureCode.BAD_ARGUMENT, message);
  }

  private int show(BatchView view) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(Lines.json(view));
    } else {
      BatchText.details(view, Lines.ofTerminal()).forEach(out::println);
    }
    out.flush();
    return BatchText.exitCode(view);
  }

  private int list(ApiClient api) throws AlbumenException {
    PrintWriter out = spec.commandLine().getOut();
    Lines lines = Lines.ofTerminal();
    Listed listed =
        Listed.print(
            api::batches,
            limit,
            (number, view) -> {
              if (json) {
                out.println(Lines.json(view));
                return;
              }
              if (number == 0) {
                BatchText.head(lines).forEach(out::println);
              }
              BatchText.row(view, lines).forEach(out::println);
            },
            out);
    if (!json) {
      listed.remark("batch", "batches").ifPresent(out::println);
    }
    out.flush();
    return ExitCodes.OK;
  }
}
