package org.albumen.worker.announce;

import org.albumen.common.event.JobEvent;
import org.albumen.common.failure.AlbumenException;
import org.albumen.worker.attempt.Standing;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Tells the world what became of a job. Implementations are safe for use by several threads. */
public interface Announcer {

  /**
   * Announces an event; returns when it is durable.
   *
   * @param traceparent the job's W3C trace context
   * @throws AlbumenException {@code KAFKA_UNAVAILABLE}
   */
  void announce(JobEvent event, @Nullable String traceparent)
      throws AlbumenException, InterruptedException;

  /**
   * Puts a message among the dead letters, as it came, with the reason; returns when it is durable.
   *
   * @throws AlbumenException {@code KAFKA_UNAVAILABLE}
   */
  void bury(ConsumerRecord<byte[], byte[]> message, Burial burial)
      throws AlbumenException, InterruptedException;

  /**
   * Puts a message at the end of its own queue anew, as it came, with what is known of it; returns
   * when it is durable.
   *
   * @throws AlbumenException {@code KAFKA_UNAVAILABLE}
   */
  void requeue(ConsumerRecord<byte[], byte[]> message, Standing standing)
      throws AlbumenException, InterruptedException;
}
