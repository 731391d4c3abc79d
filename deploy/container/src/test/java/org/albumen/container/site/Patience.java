package org.albumen.container.site;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;

/** Waits for what must come to pass, so long that only what never comes is missed. */
public final class Patience {
  public static final Duration LIMIT = Duration.ofMinutes(4);

  private Patience() {}

  /** Waits until something is so; what it throws meanwhile counts as not yet. */
  public static void until(String what, Callable<Boolean> condition) {
    Instant end = Instant.now().plus(LIMIT);
    while (true) {
      Exception last = null;
      try {
        if (condition.call()) {
          return;
        }
      } catch (Exception e) {
        last = e;
      }
      if (Instant.now().isAfter(end)) {
        throw new AssertionError("still waiting until " + what, last);
      }
      pause(Duration.ofMillis(50));
    }
  }

  /** Lets a fault last. */
  public static void pause(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
