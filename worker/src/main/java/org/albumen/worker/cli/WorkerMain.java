package org.albumen.worker.cli;

import org.albumen.common.cli.OneLineErrors;
import org.albumen.common.cli.SoftwareVersion;
import org.albumen.models.cli.ModelsCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code albumen} command as the worker's image has it: the worker, and its networks. */
@Command(
    name = "albumen",
    description = "Takes jobs from Kafka, restores photographs, stores each result once.",
    mixinStandardHelpOptions = true,
    versionProvider = SoftwareVersion.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {WorkerCommand.class, ModelsCommand.class})
public final class WorkerMain {
  /** Made by picocli. */
  public WorkerMain() {}

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    CommandLine commands = new CommandLine(new WorkerMain()).setExpandAtFiles(false);
    System.exit(OneLineErrors.on(commands).execute(arguments));
  }
}
