package org.albumen.dispatcher.client;

import java.time.Duration;
import org.albumen.common.failure.AlbumenException;

/**
 * Asks again when the answer got lost, or was that there will be one soon. Does so a few times and
 * for about a minute at most.
 */
final class PatientTransport implements Transport {
  private static final int TRIES = 5;
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Transport transport;
  private final Address address;
  private final Pause pause;

  /** Waits. */
  interface Pause {
    void sleep(Duration time) throws InterruptedException;
  }

  PatientTransport(Transport transport, Address address, Pause pause) {
    this.transport = transport;
    this.address = address;
    this.pause = pause;
  }

  @Override
  public Answer send(Call call) throws AlbumenException, LostAnswerException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    for (int left = TRIES - 1; ; left--) {
      Duration wait;
      try {
        Answer answer = transport.send(call);
        wait = longer(answer.retryAfter().orElse(PAUSE));
        if (!answer.asksForPatience() || left == 0 || tooLate(wait, end)) {
          return answer;
        }
      } catch (LostAnswerException e) {
        wait = PAUSE;
        if (left == 0 || tooLate(wait, end)) {
          throw e;
        }
      }
      sleep(wait);
    }
  }

  /** Who says 0 is not to be asked all the time. */
  private static Duration longer(Duration wait) {
    return wait.compareTo(PAUSE) < 0 ? PAUSE : wait;
  }

  private static boolean tooLate(Duration wait, long end) {
    return System.nanoTime() + wait.toNanos() > end;
  }

  private void sleep(Duration time) throws AlbumenException {
    try {
      pause.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw address.unavailable("interrupted before an answer came");
    }
  }
}
