package org.albumen.worker;

import io.micrometer.core.instrument.MeterRegistry;
import org.albumen.common.config.AlbumenConfig;
import org.albumen.common.config.KafkaClients;
import org.albumen.common.job.Lane;
import org.albumen.common.topic.Topics;
import org.albumen.worker.consume.JobQueue;
import org.albumen.worker.consume.ShareGroupQueue;
import org.albumen.worker.metrics.MeasuredQueue;
import org.albumen.worker.metrics.ShareConsumerMeters;

/**
 * Where each lane gets its jobs: the first {@code worker.lanes} of them bulk jobs, the {@code
 * worker.interactive-lanes} after them interactive ones, none of them both.
 */
final class LaneQueues implements JobQueue.Factory {
  private final KafkaClients clients;
  private final AlbumenConfig.Worker settings;
  private final String worker;
  private final MeterRegistry registry;

  LaneQueues(
      KafkaClients clients, AlbumenConfig.Worker settings, String worker, MeterRegistry registry) {
    this.clients = clients;
    this.settings = settings;
    this.worker = worker;
    this.registry = registry;
  }

  /** How many lanes there are. */
  int count() {
    return settings.lanes() + settings.interactiveLanes();
  }

  @Override
  public JobQueue open(int lane) {
    boolean bulk = lane < settings.lanes();
    String name = bulk ? "-lane-" + lane : "-interactive-" + (lane - settings.lanes());
    var consumer = clients.shareConsumer(worker + name);
    String topic = Topics.jobs(settings.pool(), bulk ? Lane.BULK : Lane.INTERACTIVE);
    return new MeasuredQueue(
        new ShareGroupQueue(consumer, topic), new ShareConsumerMeters(consumer, registry));
  }
}
