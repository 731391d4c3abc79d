package org.albumen.worker.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Map;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/**
 * A share consumer's own metrics, which Micrometer has no binder for yet: those of the client as a
 * whole, without those of single nodes and topics.
 */
public final class ShareConsumerMeters implements MeterBinder {
  private final ShareConsumer<?, ?> consumer;

  public ShareConsumerMeters(ShareConsumer<?, ?> consumer) {
    this.consumer = consumer;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    for (Map.Entry<MetricName, ? extends Metric> entry : consumer.metrics().entrySet()) {
      MetricName name = entry.getKey();
      boolean ofClient = name.tags().keySet().equals(java.util.Set.of("client-id"));
      if (ofClient && entry.getValue().metricValue() instanceof Number) {
        Gauge.builder(meterName(name), entry.getValue(), ShareConsumerMeters::number)
            .description(name.description())
            .tag("client.id", name.tags().getOrDefault("client-id", ""))
            .register(registry);
      }
    }
  }

  private static String meterName(MetricName name) {
    String group = name.group().replace("-metrics", "").replace('-', '.');
    return "kafka." + group + "." + name.name().replace('-', '.');
  }

  private static double number(Metric metric) {
    return metric.metricValue() instanceof Number value ? value.doubleValue() : Double.NaN;
  }
}
