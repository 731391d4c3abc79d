package org.albumen.models.cli;

import picocli.CommandLine.Command;

/** {@code albumen models}: which networks there are, getting their weights, checking them. */
@Command(
    name = "models",
    description = "Lists, pulls and verifies the networks' weights.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {ListCommand.class, PullCommand.class, VerifyCommand.class})
public final class ModelsCommand {
  /** Made by picocli. */
  public ModelsCommand() {}
}
