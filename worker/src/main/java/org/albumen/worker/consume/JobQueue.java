package org.albumen.worker.consume;

import java.time.Duration;
import java.util.Optional;

/**
 * Where a lane gets its jobs. Stands between the worker and Kafka's share groups, so that a classic
 * consumer group can take their place. To be used by one thread at a time. After an exception a
 * queue is of no more use but to be closed.
 */
public interface JobQueue extends AutoCloseable {

  /** Waits for a job for a while; a held one must have ended before the next is asked for. */
  Optional<Delivery> poll(Duration atMost);

  /** Gives back what is held, and throws nothing. */
  @Override
  void close();

  /** Opens the queue of one lane. */
  interface Factory {
    JobQueue open(int lane);
  }
}
