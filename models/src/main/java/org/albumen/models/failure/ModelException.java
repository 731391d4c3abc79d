package org.albumen.models.failure;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A model that cannot be used. The message is one line, fit to be shown to a user. */
public final class ModelException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  private final ModelProblem problem;

  public ModelException(ModelProblem problem, String message) {
    this(problem, message, null);
  }

  public ModelException(ModelProblem problem, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.problem = problem;
  }

  /** What is wrong. */
  public ModelProblem problem() {
    return problem;
  }
}
