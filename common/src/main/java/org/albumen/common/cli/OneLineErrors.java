package org.albumen.common.cli;

import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.ExitCodes;
import org.albumen.common.failure.FailureCode;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Makes picocli report whatever goes wrong as {@link ExitCodes} says. Stateless. */
public final class OneLineErrors implements IParameterExceptionHandler, IExecutionExceptionHandler {

  /** Sets the handlers of a command line and all sub commands that it has by now. */
  public static CommandLine on(CommandLine commands) {
    OneLineErrors errors = new OneLineErrors();
    return commands
        .setParameterExceptionHandler(errors)
        .setExecutionExceptionHandler(errors)
        .setCaseInsensitiveEnumValuesAllowed(true);
  }

  @Override
  public int handleParseException(ParameterException e, String[] arguments) {
    CommandLine command = e.getCommandLine();
    String hint = " (see " + command.getCommandSpec().qualifiedName() + " --help)";
    return ExitCodes.report(
        new AlbumenException(FailureCode.BAD_ARGUMENT, problem(e) + hint), command.getErr());
  }

  /**
   * What is wrong, without what stands after {@code -D} or comes of it: an unquoted {@code
   * sasl.jaas.config} falls apart into arguments, and one of them is the password.
   */
  private static String problem(ParameterException e) {
    if (e instanceof UnmatchedArgumentException unmatched) {
      String first = unmatched.getUnmatched().get(0);
      return first.startsWith("-")
          ? "Unknown option: '" + first.replaceFirst("[=\\s].*", "") + "'"
          : unmatched.getUnmatched().size() + " arguments too many; quote values with spaces";
    }
    return e.getArgSpec() instanceof OptionSpec option && option.longestName().equals("-D")
        ? "option -D wants NAME=VALUE"
        : String.valueOf(e.getMessage());
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult arguments) {
    return ExitCodes.report(e, command.getErr());
  }
}
