package org.albumen.worker.metrics;

import java.time.Duration;
import java.util.Optional;
import org.albumen.worker.consume.Delivery;
import org.albumen.worker.consume.JobQueue;

/** A queue whose consumer is measured as long as it is open. */
public final class MeasuredQueue implements JobQueue {
  private final JobQueue queue;
  private final ShareConsumerMeters meters;

  public MeasuredQueue(JobQueue queue, ShareConsumerMeters meters) {
    this.queue = queue;
    this.meters = meters;
  }

  @Override
  public Optional<Delivery> poll(Duration atMost) {
    return queue.poll(atMost);
  }

  @Override
  public void close() {
    meters.close();
    queue.close();
  }
}
