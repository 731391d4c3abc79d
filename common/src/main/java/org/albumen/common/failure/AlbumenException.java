package org.albumen.common.failure;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A failure with a code. The message is one line, fit to be shown to a user. */
public final class AlbumenException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  private final FailureCode code;

  public AlbumenException(FailureCode code, String message) {
    this(code, message, null);
  }

  public AlbumenException(FailureCode code, String message, @Nullable Throwable cause) {
    super(oneLine(message), cause);
    this.code = code;
  }

  public FailureCode code() {
    return code;
  }

  /** {@code CODE: message}, as commands print it. */
  public String line() {
    return code + ": " + getMessage();
  }

  private static String oneLine(String message) {
    return message.replaceAll("\\s*\\R\\s*", " ").strip();
  }
}
