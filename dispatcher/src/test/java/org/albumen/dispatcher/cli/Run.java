package org.albumen.dispatcher.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.albumen.common.cli.OneLineErrors;
import picocli.CommandLine;

/** What a command line printed, and how it ended. */
record Run(int exit, String out, String err) {

  static Run of(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine albumen =
        OneLineErrors.on(new CommandLine(new DispatcherMain()))
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err));
    int exit = albumen.execute(arguments);
    return new Run(exit, out.toString(), err.toString());
  }

  /** A process of its own. */
  public static void main(String[] arguments) {
    System.exit(OneLineErrors.on(new CommandLine(new DispatcherMain())).execute(arguments));
  }
}
