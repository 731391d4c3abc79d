package org.albumen.models.compute;

import java.util.concurrent.ExecutionException;

/** What a call on another thread threw, for the thread that waited for it. */
final class Rethrown {
  private Rethrown() {}

  /** The cause, which is thrown if it is an error or a runtime exception, as it may be here too. */
  static RuntimeException unchecked(ExecutionException e) {
    Throwable cause = e.getCause();
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException known
        ? known
        : new IllegalStateException("the network failed: " + cause, cause);
  }

  static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("interrupted while a network ran", e);
  }
}
