package org.albumen.dispatcher.cli;

import java.util.concurrent.Callable;
import org.albumen.common.deadletter.Resolution;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.ExitCodes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code albumen dead-letters drop}. */
@Command(
    name = "drop",
    description = {
      "Decides that nothing more will be done about letters.",
      "They stay in their topic, and in the list with --all."
    },
    sortOptions = false,
    exitCodeOnInvalidInput = ExitCodes.USAGE,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:dropped (or resolved before)",
      "64:an argument is wrong, or a letter is named that does not exist",
      "69:the dispatcher does not answer, or cannot reach Kafka",
      "1:another failure, named by its code"
    })
@SuppressWarnings("NullAway.Init") // picocli sets what is required
final class DropCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ResolveOptions options;

  @Override
  public Integer call() throws AlbumenException {
    return options.run(Resolution.Action.DROPPED, spec);
  }
}
