package org.albumen.dispatcher.cli;

import java.io.PrintWriter;
import java.util.Set;
import java.util.concurrent.Callable;
import org.albumen.common.cli.CommonOptions;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.ExitCodes;
import org.albumen.dispatcher.deadletter.Letter;
import org.albumen.dispatcher.deadletter.LetterBox;
import org.albumen.dispatcher.deadletter.LetterFilter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code albumen dead-letters show}. */
@Command(
    name = "show",
    description = "Prints everything that is known of a letter: its job, and every attempt.",
    sortOptions = false,
    exitCodeOnInvalidInput = ExitCodes.USAGE,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:printed",
      "64:an argument is wrong, or there is no such letter",
      "69:Kafka does not answer",
      "1:another failure, named by its code"
    })
@SuppressWarnings("NullAway.Init") // picocli sets what is required
final class ShowLetterCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;

  @Parameters(paramLabel = "ID", description = "The letter's id, such as 0-17.")
  private String id;

  @Option(names = "--json", description = "Print JSON, in one line.")
  private boolean json;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try {
      LetterFilter one = new LetterFilter(Set.of(LetterOptions.id(id)), Set.of(), null, null, null);
      try (LetterBox box = LetterBox.open(common.load().kafka())) {
        box.read(one, letter -> show(letter, out));
      }
      out.flush();
      return ExitCodes.OK;
    } catch (AlbumenException | RuntimeException e) {
      return ExitCodes.report(e, spec.commandLine().getErr());
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
