package org.albumen.models.batch;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What became of one input: a value, or the failure of this one alone.
 *
 * @param <O> an answer
 */
public record Answer<O>(@Nullable O value, @Nullable Exception failure) {
  public Answer {
    if ((value == null) == (failure == null)) {
      throw new IllegalArgumentException("a value or a failure");
    }
  }

  public static <O> Answer<O> of(O value) {
    return new Answer<>(value, null);
  }

  public static <O> Answer<O> failed(Exception failure) {
    return new Answer<>(null, Objects.requireNonNull(failure));
  }
}
