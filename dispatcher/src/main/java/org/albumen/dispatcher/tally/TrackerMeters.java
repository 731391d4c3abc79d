package org.albumen.dispatcher.tally;

import static org.albumen.dispatcher.metrics.DispatcherMetric.TRACKER_EVENTS;
import static org.albumen.dispatcher.metrics.DispatcherMetric.TRACKER_LAG;
import static org.albumen.dispatcher.metrics.DispatcherMetric.TRACKER_READY;
import static org.albumen.dispatcher.metrics.DispatcherMetric.TRACKER_RESTARTS;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.LongAdder;

/** Counts what the tracker does. Safe for use by several threads. */
final class TrackerMeters {
  private static final String OUTCOME = "outcome";

  private final LongAdder read = new LongAdder();
  private final LongAdder passedOver = new LongAdder();
  private final LongAdder restarts = new LongAdder();

  void read() {
    read.increment();
  }

  void passedOver() {
    passedOver.increment();
  }

  void restarted() {
    restarts.increment();
  }

  /** Events that were read. */
  long events() {
    return read.sum();
  }

  void bindTo(MeterRegistry registry, Tally tally) {
    FunctionCounter.builder(TRACKER_EVENTS.id(), read, LongAdder::sum)
        .tag(OUTCOME, "counted")
        .description(TRACKER_EVENTS.meaning())
        .register(registry);
    FunctionCounter.builder(TRACKER_EVENTS.id(), passedOver, LongAdder::sum)
        .tag(OUTCOME, "passed_over")
        .description(TRACKER_EVENTS.meaning())
        .register(registry);
    FunctionCounter.builder(TRACKER_RESTARTS.id(), restarts, LongAdder::sum)
        .description(TRACKER_RESTARTS.meaning())
        .register(registry);
    Gauge.builder(TRACKER_LAG.id(), tally, Tally::lag)
        .description(TRACKER_LAG.meaning())
        .register(registry);
    Gauge.builder(TRACKER_READY.id(), tally, t -> t.ready() ? 1 : 0)
        .description(TRACKER_READY.meaning())
        .register(registry);
  }
}
