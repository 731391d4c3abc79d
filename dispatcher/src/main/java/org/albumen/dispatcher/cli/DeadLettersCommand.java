package org.albumen.dispatcher.cli;

import picocli.CommandLine.Command;

/** {@code albumen dead-letters}: what failed for good, and what to do about it. */
@Command(
    name = "dead-letters",
    description = "Shows jobs that failed for good, and replays or drops them.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      ListLettersCommand.class,
      ShowLetterCommand.class,
      ReplayCommand.class,
      DropCommand.class
    })
public final class DeadLettersCommand {
  /** Made by picocli. */
  public DeadLettersCommand() {}
}
