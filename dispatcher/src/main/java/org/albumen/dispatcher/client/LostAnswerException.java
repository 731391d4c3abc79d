package org.albumen.dispatcher.client;

import java.io.IOException;
import java.io.Serial;

/** A request was sent, and no whole answer came. */
final class LostAnswerException extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  LostAnswerException(String message, Throwable cause) {
    super(message, cause);
  }
}
