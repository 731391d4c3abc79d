package org.albumen.dispatcher.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.albumen.common.failure.ExitCodes;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code albumen completion}: lets a shell complete commands, options and their values. */
@Command(
    name = "completion",
    description = "Prints a script for completion in bash or zsh: source <(albumen completion)")
@SuppressWarnings("NullAway.Init") // picocli sets what is required
public final class CompletionCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  @SuppressWarnings("UnusedVariable") // picocli looks at it
  private boolean help;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    out.print(AutoComplete.bash("albumen", spec.root().commandLine()));
    out.flush();
    return ExitCodes.OK;
  }
}
