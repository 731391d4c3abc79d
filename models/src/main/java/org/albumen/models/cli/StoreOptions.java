package org.albumen.models.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.albumen.models.catalogue.ModelStore;
import org.albumen.models.failure.ModelException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Options that every subcommand has, and how it ends. */
final class StoreOptions {
  private static final String ABSENT = ":-" + Option.NULL_VALUE + "}";

  @Option(
      names = "--cache",
      paramLabel = "FOLDER",
      defaultValue = "${env:ALBUMEN_MODELS_CACHE" + ABSENT,
      description = "Where weights are kept (ALBUMEN_MODELS_CACHE; else the user's cache folder).")
  private @Nullable Path cache;

  @Option(
      names = "--cards",
      paramLabel = "FILE",
      defaultValue = "${env:ALBUMEN_MODELS_CARDS" + ABSENT,
      description = "A JSON file of further model cards (ALBUMEN_MODELS_CARDS).")
  private @Nullable Path cards;

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  /** What a subcommand does. */
  @FunctionalInterface
  interface Action {
    void run(ModelStore store) throws ModelException;
  }

  /**
   * Runs the action; a failure becomes one line on the error stream.
   *
   * @return the exit code
   */
  int run(Action action) {
    try {
      action.run(ModelStore.of(Optional.ofNullable(cache), Optional.ofNullable(cards)));
      return CommandLine.ExitCode.OK;
    } catch (ModelException e) {
      commandLine().getErr().println("albumen: " + e.problem() + ": " + e.getMessage());
      commandLine().getErr().flush();
      return CommandLine.ExitCode.SOFTWARE;
    }
  }

  /** Prints a line for the user. */
  void say(String line) {
    commandLine().getOut().println(line);
    commandLine().getOut().flush();
  }

  /** Says what was wrong with the command line. */
  CommandLine.ParameterException misuse(String message) {
    return new CommandLine.ParameterException(commandLine(), message);
  }

  private CommandLine commandLine() {
    if (command == null) {
      throw new IllegalStateException("not mixed into a command");
    }
    return command.commandLine();
  }
}
