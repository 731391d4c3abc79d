package org.albumen.local.cli;

import org.albumen.common.cli.OneLineErrors;
import org.albumen.common.cli.SoftwareVersion;
import org.albumen.dispatcher.cli.CancelCommand;
import org.albumen.dispatcher.cli.CheckCommand;
import org.albumen.dispatcher.cli.CompletionCommand;
import org.albumen.dispatcher.cli.DeadLettersCommand;
import org.albumen.dispatcher.cli.EventsCommand;
import org.albumen.dispatcher.cli.JobsCommand;
import org.albumen.dispatcher.cli.RetryCommand;
import org.albumen.dispatcher.cli.StatusCommand;
import org.albumen.dispatcher.cli.SubmitCommand;
import org.albumen.dispatcher.cli.WatchCommand;
import org.albumen.models.cli.ModelsCommand;
import org.albumen.worker.cli.WorkerCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code albumen} command. */
@Command(
    name = "albumen",
    description = "Restores photographs at archive scale.",
    mixinStandardHelpOptions = true,
    versionProvider = SoftwareVersion.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      RestoreCommand.class,
      WorkerCommand.class,
      SubmitCommand.class,
      StatusCommand.class,
      WatchCommand.class,
      JobsCommand.class,
      CancelCommand.class,
      RetryCommand.class,
      EventsCommand.class,
      DeadLettersCommand.class,
      CheckCommand.class,
      ModelsCommand.class,
      RecipesCommand.class,
      CompletionCommand.class
    })
public final class Albumen {
  private static final String WORKER = "worker";

  /** Made by picocli. */
  public Albumen() {}

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    if (arguments.length > 0 && arguments[0].equals(WORKER)) {
      Logging.toTerminal();
    } else {
      Logging.toFile();
    }
    System.exit(commandLine().execute(arguments));
  }

  /** The whole command line, as {@link #main} runs it. */
  public static CommandLine commandLine() {
    // @FILE belongs to the options that take it, not to the command line.
    CommandLine commands = new CommandLine(new Albumen()).setExpandAtFiles(false);
    return OneLineErrors.on(commands);
  }
}
