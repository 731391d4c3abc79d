package org.albumen.worker.fake;

import java.time.Duration;
import java.time.Instant;

/** Waits for something that another thread or process brings about. */
public final class Eventually {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private Eventually() {}

  /** Polls until the condition holds; fails the test after a minute. */
  public static void until(String what, Condition condition) throws Exception {
    Instant end = Instant.now().plus(LIMIT);
    while (!condition.holds()) {
      if (Instant.now().isAfter(end)) {
        throw new AssertionError("never came about: " + what);
      }
      Thread.sleep(20);
    }
  }

  /** What is waited for. */
  public interface Condition {
    boolean holds() throws Exception;
  }
}
