package org.albumen.dispatcher.client;

import org.jspecify.annotations.Nullable;

/**
 * What became of dead letters.
 *
 * @param replayed jobs that were published again; null when none were to be
 * @param dropped letters about which nothing more will be done; null likewise
 * @param resolvedBefore letters about which something was decided before
 * @param refused letters that cannot be replayed; null when none were to be
 */
public record Resolved(
    @Nullable Long replayed, @Nullable Long dropped, long resolvedBefore, @Nullable Long refused) {
  /** Both together. */
  public Resolved plus(Resolved other) {
    return new Resolved(
        sum(replayed, other.replayed),
        sum(dropped, other.dropped),
        resolvedBefore + other.resolvedBefore,
        sum(refused, other.refused));
  }

  private static @Nullable Long sum(@Nullable Long one, @Nullable Long other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one + other;
  }
}
