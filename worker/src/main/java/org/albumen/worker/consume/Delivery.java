package org.albumen.worker.consume;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A job that this lane holds. Exactly one of {@link #accept} and {@link #release} ends it. To be
 * used by the lane's own thread only.
 */
public interface Delivery {

  /** The message. */
  ConsumerRecord<byte[], byte[]> record();

  /** How often the job has been delivered, this time included: 1 or more. */
  int attempt();

  /** Holds the job for another lock period. */
  void renew() throws LockLostException;

  /** The job has ended: it is not delivered again. */
  void accept() throws LockLostException;

  /** Somebody may try the job again, at once. */
  void release() throws LockLostException;
}
