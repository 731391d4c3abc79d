package org.albumen.local.cli;

import java.util.Set;
import org.albumen.common.cli.OneLineErrors;
import org.albumen.common.cli.SoftwareVersion;
import org.albumen.dispatcher.cli.CancelCommand;
import org.albumen.dispatcher.cli.CheckCommand;
import org.albumen.dispatcher.cli.CompletionCommand;
import org.albumen.dispatcher.cli.DeadLettersCommand;
import org.albumen.dispatcher.cli.DispatcherCommand;
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
      UpCommand.class,
      DispatcherCommand.class,
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
  /** What runs until it is stopped logs to the terminal. */
  private static final Set<String> SERVICES = Set.of("worker", "dispatcher");

  /** Made by picocli. */
  public Albumen() {}

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    if (arguments.length > 0 && SERVICES.contains(arguments[0])) {
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
