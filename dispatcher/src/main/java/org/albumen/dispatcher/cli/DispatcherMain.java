package org.albumen.dispatcher.cli;

import org.albumen.common.cli.OneLineErrors;
import org.albumen.common.cli.SoftwareVersion;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code albumen} command as the dispatcher's image has it: everything but networks. */
@Command(
    name = "albumen",
    description = "Turns listings into jobs and events into progress.",
    mixinStandardHelpOptions = true,
    versionProvider = SoftwareVersion.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DispatcherCommand.class,
      SubmitCommand.class,
      StatusCommand.class,
      WatchCommand.class,
      JobsCommand.class,
      CancelCommand.class,
      RetryCommand.class,
      EventsCommand.class,
      DeadLettersCommand.class,
      CheckCommand.class,
      CompletionCommand.class
    })
public final class DispatcherMain {
  /** Made by picocli. */
  public DispatcherMain() {}

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    CommandLine commands = new CommandLine(new DispatcherMain()).setExpandAtFiles(false);
    System.exit(OneLineErrors.on(commands).execute(arguments));
  }
}
