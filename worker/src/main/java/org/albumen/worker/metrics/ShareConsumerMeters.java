package org.albumen.worker.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/**
 * A share consumer's own metrics, which Micrometer has no binder for yet: those of the client as a
 * whole, without those of single nodes and topics. Closing takes them away again; the next consumer
 * of the lane has the same name.
 */
public final class ShareConsumerMeters implements AutoCloseable {
  private final MeterRegistry registry;
  private final List<Meter> meters = new ArrayList<>();

  public ShareConsumerMeters(ShareConsumer<?, ?> consumer, MeterRegistry registry) {
    this.registry = registry;
    for (Map.Entry<MetricName, ? extends Metric> entry : consumer.metrics().entrySet()) {
      MetricName name = entry.getKey();
      boolean ofClient =
          name.tags().keySet().equals(Set.of("client-id")) && !"app-info".equals(name.group());
      if (ofClient && entry.getValue().metricValue() instanceof Number) {
        meters.add(
            Gauge.builder(meterName(name), entry.getValue(), ShareConsumerMeters::number)
                .description(name.description())
                .tag("client.id", name.tags().getOrDefault("client-id", ""))
                .register(registry));
      }
    }
  }

  @Override
  public void close() {
    meters.forEach(registry::remove);
  }

  private static String meterName(MetricName name) {
    String group = name.group().replace("-metrics", "").replace('-', '.');
    return "kafka." + group + "." + name.name().replace('-', '.');
  }

  private static double number(Metric metric) {
    return metric.metricValue() instanceof Number value ? value.doubleValue() : Double.NaN;
  }
}
