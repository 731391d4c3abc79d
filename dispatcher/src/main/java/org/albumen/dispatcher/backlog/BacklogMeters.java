package org.albumen.dispatcher.backlog;

import static org.albumen.dispatcher.metrics.DispatcherMetric.BACKLOG_GPU_SECONDS;
import static org.albumen.dispatcher.metrics.DispatcherMetric.BACKLOG_JOBS;
import static org.albumen.dispatcher.metrics.DispatcherMetric.BACKLOG_OLDEST;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.job.Lane;
import org.albumen.dispatcher.metrics.DispatcherMetric;
import org.albumen.dispatcher.view.Backlog;
import org.albumen.dispatcher.view.Backlog.LaneBacklog;

/**
 * The backlog as gauges, of every lane that was ever seen. While Kafka does not answer they have no
 * value. Safe for use by several threads.
 */
public final class BacklogMeters {
  private final Backlog backlog;
  private final MeterRegistry registry;
  private final Set<String> seen = new HashSet<>();

  private BacklogMeters(Backlog backlog, MeterRegistry registry) {
    this.backlog = backlog;
    this.registry = registry;
  }

  /** Registers the lanes that there are; those of pools to come once any gauge has been read. */
  public static void bind(Backlog backlog, MeterRegistry registry) {
    new BacklogMeters(backlog, registry).lanes();
  }

  private List<LaneBacklog> lanes() {
    try {
      List<LaneBacklog> lanes = backlog.lanes();
      lanes.forEach(this::register);
      return lanes;
    } catch (AlbumenException e) {
      register(new LaneBacklog("photo", Lane.BULK, 0, null, null));
      return List.of();
    }
  }

  private void register(LaneBacklog lane) {
    synchronized (seen) {
      if (!seen.add(lane.pool() + " " + lane.lane())) {
        return;
      }
    }
    gauge(BACKLOG_JOBS, lane, LaneBacklog::jobs);
    gauge(BACKLOG_OLDEST, lane, l -> l.oldestSeconds() == null ? 0 : l.oldestSeconds());
    gauge(BACKLOG_GPU_SECONDS, lane, l -> l.gpuSeconds() == null ? Double.NaN : l.gpuSeconds());
  }

  private void gauge(
      DispatcherMetric metric, LaneBacklog lane, ToDoubleFunction<LaneBacklog> value) {
    Gauge.builder(
            metric.id(),
            () ->
                lanes().stream()
                    .filter(l -> l.pool().equals(lane.pool()) && l.lane() == lane.lane())
                    .mapToDouble(value)
                    .findFirst()
                    .orElse(Double.NaN))
        .tag("pool", lane.pool())
        .tag("lane", lane.lane().word())
        .description(metric.meaning())
        .strongReference(true)
        .register(registry);
  }
}
