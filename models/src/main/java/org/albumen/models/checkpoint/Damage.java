package org.albumen.models.checkpoint;

import java.nio.file.Path;
import org.albumen.models.failure.ModelException;
import org.albumen.models.failure.ModelProblem;
import org.jspecify.annotations.Nullable;

/** Words for files that cannot be read. */
final class Damage {
  private static final int LONGEST_QUOTE = 120;

  private Damage() {}

  static ModelException of(Path file, String what) {
    return of(file, what, null);
  }

  static ModelException of(Path file, String what, @Nullable Throwable cause) {
    return new ModelException(
        ModelProblem.MODEL_CORRUPT,
        "the weights file " + file.getFileName() + " cannot be read: " + what,
        cause);
  }

  /** Text of the file, fit for one line: printable ASCII only, and not too long. */
  static String quote(String text) {
    String shown = text.length() > LONGEST_QUOTE ? text.substring(0, LONGEST_QUOTE) + "..." : text;
    return "'" + shown.replaceAll("[^\\x20-\\x7e]", "?") + "'";
  }
}
