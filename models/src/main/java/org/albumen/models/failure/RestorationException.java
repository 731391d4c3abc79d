package org.albumen.models.failure;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A photograph that could not be restored. The message is one line, fit to be shown to a user. */
public final class RestorationException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  private final RestorationProblem problem;

  public RestorationException(RestorationProblem problem, String message) {
    this(problem, message, null);
  }

  public RestorationException(
      RestorationProblem problem, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.problem = problem;
  }

  /** What is wrong. */
  public RestorationProblem problem() {
    return problem;
  }
}
