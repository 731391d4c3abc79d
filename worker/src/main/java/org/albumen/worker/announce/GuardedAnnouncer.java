package org.albumen.worker.announce;

import org.albumen.common.event.JobEvent;
import org.albumen.common.failure.AlbumenException;
import org.albumen.worker.attempt.Standing;
import org.albumen.worker.guard.Breaker;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Announces behind a circuit breaker: while that is open, every call fails at once with {@code
 * KAFKA_UNAVAILABLE}.
 */
public final class GuardedAnnouncer implements Announcer {
  private final Announcer announcer;
  private final Breaker breaker;

  /**
   * @param breaker counts {@code KAFKA_UNAVAILABLE}
   */
  public GuardedAnnouncer(Announcer announcer, Breaker breaker) {
    this.announcer = announcer;
    this.breaker = breaker;
  }

  @Override
  public void announce(JobEvent event, @Nullable String traceparent)
      throws AlbumenException, InterruptedException {
    breaker.call(
        () -> {
          announcer.announce(event, traceparent);
          return event;
        });
  }

  @Override
  public void bury(ConsumerRecord<byte[], byte[]> message, Burial burial)
      throws AlbumenException, InterruptedException {
    breaker.call(
        () -> {
          announcer.bury(message, burial);
          return burial;
        });
  }

  @Override
  public void requeue(ConsumerRecord<byte[], byte[]> message, Standing standing)
      throws AlbumenException, InterruptedException {
    breaker.call(
        () -> {
          announcer.requeue(message, standing);
          return standing;
        });
  }
}
