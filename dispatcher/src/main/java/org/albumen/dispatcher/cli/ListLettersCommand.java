package org.albumen.dispatcher.cli;

import java.io.PrintWriter;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.albumen.common.cli.CommonOptions;
import org.albumen.common.config.AlbumenConfig;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.ExitCodes;
import org.albumen.common.failure.FailureCode;
import org.albumen.dispatcher.client.ApiClient;
import org.albumen.dispatcher.deadletter.Letter;
import org.albumen.dispatcher.deadletter.LetterBox;
import org.albumen.dispatcher.deadletter.LetterFilter;
import org.albumen.dispatcher.view.LetterView;
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
      "69:the dispatcher does not answer, or cannot reach Kafka",
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

  @Option(names = "--direct", description = "Without a dispatcher: read them from Kafka.")
  private boolean direct;

  private final Map<FailureCode, Long> byCode = new EnumMap<>(FailureCode.class);
  private long listed;
  private long resolved;

  @Override
  public Integer call() throws AlbumenException {
    PrintWriter out = spec.commandLine().getOut();
    LetterTable table = new LetterTable(System.getenv("COLUMNS"));
    LetterFilter filter = letters.filter();
    AlbumenConfig config = common.load();
    if (direct) {
      try (LetterBox box = LetterBox.open(config.kafka())) {
        box.read(filter, letter -> list(letter, table, out));
      }
    } else {
      new ApiLetters(new ApiClient(config.api())).read(filter, letter -> list(letter, table, out));
    }
    if (!json) {
      summary(out);
    }
    out.flush();
    return ExitCodes.OK;
  }

  private boolean list(Letter letter, LetterTable table, PrintWriter out) {
    return list(
        letter.about().code(),
        letter.resolution() != null,
        out,
        () -> json ? List.of(LetterLines.json(letter)) : table.row(letter));
  }

  private boolean list(LetterView letter, LetterTable table, PrintWriter out) {
    return list(
        letter.code(),
        letter.resolution() != null,
        out,
        () ->
            json
                ? List.of(Lines.json(letter))
                : table.row(
                    letter.id().toString(),
                    LetterLines.seconds(letter.time()).toString(),
                    letter.code().name(),
                    ApiLetters.summary(letter)));
  }

  /** Lists a letter; false when whoever read this has gone. */
  private boolean list(
      FailureCode code, boolean isResolved, PrintWriter out, Supplier<List<String>> lines) {
    if (isResolved) {
      resolved++;
      if (!all) {
        return true;
      }
    }
    if (listed == 0 && !json) {
      new LetterTable(System.getenv("COLUMNS")).head().forEach(out::println);
    }
    lines.get().forEach(out::println);
    listed++;
    byCode.merge(code, 1L, Long::sum);
    return !out.checkError(); // flushes
  }

  private void summary(PrintWriter out) {
    String gap = listed == 0 ? "" : System.lineSeparator();
    String hint = all ? ")" : ": --all shows them, too)";
    String more = resolved == 0 ? "" : " (" + resolved + " resolved" + hint;
    out.printf("%s%d %s%s%n", gap, listed, listed == 1 ? "letter" : "letters", more);
    byCode.forEach(
        (code, count) ->
            Lines.ofTerminal()
                .beside(
                    String.format(Locale.ROOT, "  %-23s %8d  ", code, count),
                    code.meaning() + " " + code.remedy())
                .forEach(out::println));
  }
}
