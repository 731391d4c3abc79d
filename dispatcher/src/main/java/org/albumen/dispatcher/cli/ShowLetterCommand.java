package org.albumen.dispatcher.cli;

import java.io.PrintWriter;
import java.util.Set;
import java.util.concurrent.Callable;
import org.albumen.common.cli.CommonOptions;
import org.albumen.common.config.AlbumenConfig;
import org.albumen.common.deadletter.LetterId;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.ExitCodes;
import org.albumen.common.failure.FailureCode;
import org.albumen.dispatcher.client.ApiClient;
import org.albumen.dispatcher.deadletter.Letter;
import org.albumen.dispatcher.deadletter.LetterBox;
import org.albumen.dispatcher.deadletter.LetterFilter;
import org.albumen.dispatcher.view.LetterView;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code albumen dead-letters show}. */
@Command(
    name = "show",
    description = "Prints what is known of a letter.",
    sortOptions = false,
    exitCodeOnInvalidInput = ExitCodes.USAGE,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:printed",
      "64:an argument is wrong, or there is no such letter",
      "69:the dispatcher does not answer, or cannot reach Kafka",
      "1:another failure, named by its code"
    })
@SuppressWarnings("NullAway.Init") // picocli sets what is required
final class ShowLetterCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;

  @Parameters(paramLabel = "ID", description = "The letter's id, such as 0-17.")
  private String id;

  @Option(
      names = "--batch",
      paramLabel = "ID",
      description = "Its batch; a tenant's callers have to tell it.")
  private @Nullable String batch;

  @Option(names = "--json", description = "Print JSON, in one line.")
  private boolean json;

  @Option(
      names = "--direct",
      description = "Without a dispatcher: read it from Kafka, with its job and every attempt.")
  private boolean direct;

  @Override
  public Integer call() throws AlbumenException {
    PrintWriter out = spec.commandLine().getOut();
    LetterId wanted = LetterOptions.id(id);
    AlbumenConfig config = common.load();
    if (direct) {
      LetterFilter one = new LetterFilter(Set.of(wanted), Set.of(), batch, null, null);
      try (LetterBox box = LetterBox.open(config.kafka())) {
        box.read(one, letter -> show(letter, out));
      }
    } else {
      show(new ApiClient(config.api()), wanted, out);
    }
    out.flush();
    return ExitCodes.OK;
  }

  private void show(ApiClient api, LetterId wanted, PrintWriter out) throws AlbumenException {
    LetterView letter =
        new ApiLetters(api)
            .find(wanted, batch)
            .orElseThrow(
                () ->
                    new AlbumenException(FailureCode.BAD_ARGUMENT, "there is no letter " + wanted));
    if (json) {
      out.println(Lines.json(letter));
    } else {
      ApiLetters.details(letter, Lines.ofTerminal()).forEach(out::println);
    }
  }

  private boolean show(Letter letter, PrintWriter out) {
    if (json) {
      out.println(LetterLines.json(letter));
    } else {
      LetterLines.details(letter).forEach(out::println);
    }
    return true;
  }
}
