package org.albumen.dispatcher.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.albumen.common.cli.OneLineErrors;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What a command line printed, and how it ended. */
record Run(int exit, String out, String err) {

  static Run of(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine albumen =
        OneLineErrors.on(new CommandLine(new Albumen()))
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err));
    int exit = albumen.execute(arguments);
    return new Run(exit, out.toString(), err.toString());
  }

  /** The command line as {@code albumen} mounts it. */
  @Command(
      name = "albumen",
      subcommands = {
        SubmitCommand.class,
        EventsCommand.class,
        StatusCommand.class,
        DeadLettersCommand.class
      })
  static final class Albumen {}

  /** A process of its own. */
  public static void main(String[] arguments) {
    System.exit(OneLineErrors.on(new CommandLine(new Albumen())).execute(arguments));
  }
}
