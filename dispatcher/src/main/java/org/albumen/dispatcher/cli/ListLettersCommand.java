package org.albumen.dispatcher.cli;

import java.io.PrintWriter;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.albumen.common.cli.CommonOptions;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.ExitCodes;
import org.albumen.common.failure.FailureCode;
import org.albumen.dispatcher.deadletter.Letter;
import org.albumen.dispatcher.deadletter.LetterBox;
import org.albumen.dispatcher.deadletter.LetterFilter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code albumen dead-letters list}. */
@Command(
    name = "list",
    description = "Lists the letters about which nothing is decided, the oldest first.",
    sortOptions = false,
    exitCodeOnInvalidInput = ExitCodes.USAGE,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:listed (or nothing to list)",
      "64:an argument is wrong",
      "69:Kafka does not answer",
      "1:another failure, named by its code"
    })
@SuppressWarnings("NullAway.Init") // picocli sets what is required
final class ListLettersCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;
  @Mixin private LetterOptions letters;

  @Option(names = "--all", description = "Also those that were replayed or dropped.")
  private boolean all;

  @Option(names = "--json", description = "Print JSON, one letter per line, and no summary.")
  private boolean json;

  private final Map<FailureCode, Long> byCode = new EnumMap<>(FailureCode.class);
  private long listed;
  private long resolved;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    LetterTable table = new LetterTable(System.getenv("COLUMNS"));
    try {
      LetterFilter filter = letters.filter();
      try (LetterBox box = LetterBox.open(common.load().kafka())) {
        box.read(filter, letter -> list(letter, table, out));
      }
      if (!json) {
        summary(out);
      }
      out.flush();
      return ExitCodes.OK;
    } catch (AlbumenException | RuntimeException e) {
      return ExitCodes.report(e, spec.commandLine().getErr());
    }
  }

  private boolean list(Letter letter, LetterTable table, PrintWriter out) {
    if (letter.resolution() != null) {
      resolved++;
      if (!all) {
        return true;
      }
    }
    if (json) {
      out.println(LetterLines.json(letter));
    } else {
      if (listed == 0) {
        table.head().forEach(out::println);
      }
      table.row(letter).forEach(out::println);
    }
    listed++;
    byCode.merge(letter.about().code(), 1L, Long::sum);
    return !out.checkError(); // flushes; true when whoever read this has gone
  }

  private void summary(PrintWriter out) {
    String gap = listed == 0 ? "" : System.lineSeparator();
    String hint = all ? ")" : ": --all shows them, too)";
    String more = resolved == 0 ? "" : " (" + resolved + " resolved" + hint;
    out.printf("%s%d %s%s%n", gap, listed, listed == 1 ? "letter" : "letters", more);
    byCode.forEach(
        (code, count) ->
            out.printf("  %-22s %9d  %s %s%n", code, count, code.meaning(), code.remedy()));
  }
}
