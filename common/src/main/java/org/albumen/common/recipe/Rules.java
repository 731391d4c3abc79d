package org.albumen.common.recipe;

import static java.util.Objects.requireNonNull;

/** What holds for the fields of every recipe. */
final class Rules {
  private Rules() {}

  static void name(String name, int version) {
    require(
        requireNonNull(name, "name").matches("[a-z0-9][a-z0-9-]{0,62}"),
        "name '" + name + "' is not lower-case letters and digits");
    require(version >= 1, "version must be at least 1");
  }

  /**
   * @throws IllegalArgumentException with the message unless the condition holds
   */
  static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }
}
