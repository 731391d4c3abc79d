package org.albumen.local.cli;

import java.nio.file.Path;
import org.albumen.common.Software;
import org.albumen.common.cli.OneLineErrors;
import org.albumen.dispatcher.cli.EventsCommand;
import org.albumen.dispatcher.cli.StatusCommand;
import org.albumen.dispatcher.cli.SubmitCommand;
import org.albumen.models.catalogue.CacheFolder;
import org.albumen.models.cli.ModelsCommand;
import org.albumen.worker.cli.WorkerCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The {@code albumen} command. */
@Command(
    name = "albumen",
    description = "Restores photographs at archive scale.",
    mixinStandardHelpOptions = true,
    versionProvider = Albumen.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      RestoreCommand.class,
      WorkerCommand.class,
      SubmitCommand.class,
      EventsCommand.class,
      StatusCommand.class,
      ModelsCommand.class
    })
public final class Albumen {
  private static final String WORKER = "worker";

  /** Made by picocli. */
  public Albumen() {}

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    configureLogging(arguments.length > 0 && arguments[0].equals(WORKER));
    System.exit(commandLine().execute(arguments));
  }

  /** The whole command line, as {@link #main} runs it. */
  public static CommandLine commandLine() {
    return OneLineErrors.on(new CommandLine(new Albumen()));
  }

  /**
   * Before the first logger is made: a worker logs to the terminal, every other command to a file.
   */
  private static void configureLogging(boolean worker) {
    Path log = CacheFolder.standard().resolve("log").resolve("albumen.log");
    setIfAbsent("albumen.log", log.toString());
    setIfAbsent("logback.configurationFile", worker ? "logback-worker.xml" : "logback-command.xml");
    setIfAbsent("logback.statusListenerClass", "ch.qos.logback.core.status.NopStatusListener");
  }

  private static void setIfAbsent(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  /** Says which version this is. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {Software.NAME_AND_VERSION};
    }
  }
}
