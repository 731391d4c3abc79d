package org.albumen.common.cli;

import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.ExitCodes;
import org.albumen.common.failure.FailureCode;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

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
        new AlbumenException(FailureCode.BAD_ARGUMENT, e.getMessage() + hint), command.getErr());
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult arguments) {
    return ExitCodes.report(e, command.getErr());
  }
}
