package org.albumen.common.recipe;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** What recipes' fields have in common. */
final class Rules {
  private Rules() {}

  static void name(String name, int version) {
    require(
        requireNonNull(name, "name").matches("[a-z0-9][a-z0-9-]{0,62}"),
        "name '" + name + "' is not lower-case letters and digits");
    require(version >= 1, "version must be at least 1");
  }

  /** The value, or null when it is the default: what means the same has the same form. */
  static <T> @Nullable T unless(T standard, @Nullable T value) {
    return standard.equals(value) ? null : value;
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
