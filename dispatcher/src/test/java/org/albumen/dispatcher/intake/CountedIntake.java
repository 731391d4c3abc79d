package org.albumen.dispatcher.intake;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Remembers what was counted. */
final class CountedIntake implements IntakeMetrics {
  private final AtomicInteger jobs = new AtomicInteger();
  private final Map<Reason, Integer> passedOver = new EnumMap<>(Reason.class);

  @Override
  public void job(String rule) {
    jobs.incrementAndGet();
  }

  @Override
  public synchronized void passedOver(Reason reason) {
    passedOver.merge(reason, 1, Integer::sum);
  }

  int jobs() {
    return jobs.get();
  }

  synchronized Map<Reason, Integer> passedOver() {
    return Map.copyOf(passedOver);
  }
}
