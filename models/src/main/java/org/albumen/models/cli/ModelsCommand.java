package org.albumen.models.cli;

import picocli.CommandLine.Command;

/** {@code albumen models}: which networks there are, getting their weights, checking them. */
@Command(
    name = "models",
    description = "The networks: their weights, and running them on tensors.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      ListCommand.class,
      ShowCommand.class,
      PullCommand.class,
      ImportCommand.class,
      RunCommand.class,
      GenerateCommand.class,
      InterpolateCommand.class,
      VerifyCommand.class,
      RemoveCommand.class
    })
public final class ModelsCommand {
  /** Made by picocli. */
  public ModelsCommand() {}
}
