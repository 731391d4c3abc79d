package org.albumen.common.failure;

import java.io.PrintWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How commands end: exit codes, and one line on standard error. Numbers from 64 are those of BSD's
 * {@code sysexits.h}. Safe for use by several threads.
 */
public final class ExitCodes {
  /** Everything that was asked for is done. */
  public static final int OK = 0;

  /** The command failed; its line names the code. */
  public static final int FAILED = 1;

  /** The command worked, but some of the batch's jobs did not succeed. */
  public static final int JOBS_FAILED = 3;

  /** The command worked, but some of the batch's jobs have not ended. */
  public static final int JOBS_PENDING = 4;

  /** {@code EX_USAGE}: the command line is wrong, or names what does not exist. */
  public static final int USAGE = 64;

  /** {@code EX_UNAVAILABLE}: the dispatcher, Kafka or the object store does not answer. */
  public static final int UNAVAILABLE = 69;

  private static final Logger LOG = LoggerFactory.getLogger(ExitCodes.class);

  private ExitCodes() {}

  /** The exit code of a command that ended with this failure. */
  public static int of(FailureCode code) {
    return switch (code) {
      case BAD_ARGUMENT, BATCH_NOT_FOUND, JOB_NOT_FOUND -> USAGE;
      case KAFKA_UNAVAILABLE, STORE_UNAVAILABLE, DISPATCHER_UNAVAILABLE, TRACKER_NOT_READY ->
          UNAVAILABLE;
      default -> FAILED;
    };
  }

  /**
   * Prints {@code albumen: CODE: message} and says how to exit. A coded failure that others wrap
   * counts as itself; anything else is {@code UNEXPECTED}. Stack traces go to the debug log alone.
   */
  public static int report(Throwable thrown, PrintWriter err) {
    LOG.debug("The command failed", thrown);
    AlbumenException failure = coded(thrown);
    err.println("albumen: " + printable(failure.line()));
    err.flush();
    return of(failure.code());
  }

  /** A text without what would move the cursor or end the line: each control character is a ?. */
  public static String printable(String text) {
    return text.replaceAll("[\\p{Cntrl}\\u0080-\\u009f\\u2028\\u2029]", "?");
  }

  private static AlbumenException coded(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof AlbumenException failure) {
        return failure;
      }
    }
    return new AlbumenException(FailureCode.UNEXPECTED, thrown.toString(), thrown);
  }
}
