package org.albumen.dispatcher.metrics;

/**
 * What a dispatcher measures, by Micrometer name. The JVM adds its own under {@code jvm.*}, {@code
 * process.*} and {@code system.*}.
 */
public enum DispatcherMetric {
  BACKLOG_JOBS("albumen.backlog.jobs", "gauge", "pool, lane", "Jobs that wait or are in progress."),
  BACKLOG_OLDEST(
      "albumen.backlog.oldest",
      "gauge",
      "pool, lane",
      "Seconds since the oldest of them was sent; 0 without any."),
  BACKLOG_GPU_SECONDS(
      "albumen.backlog.gpu.seconds",
      "gauge",
      "pool, lane",
      "Seconds in the networks that they are estimated to take; no number before any was measured."),
  TRACKER_EVENTS(
      "albumen.tracker.events",
      "counter",
      "outcome",
      "Messages that the tracker read: counted, or passed over as no event."),
  TRACKER_LAG(
      "albumen.tracker.lag",
      "gauge",
      "",
      "Messages that the tracker's busiest partition has yet to read."),
  TRACKER_READY("albumen.tracker.ready", "gauge", "", "1 while batches can be shown, else 0."),
  TRACKER_RESTARTS(
      "albumen.tracker.restarts", "counter", "", "Threads of the tracker that had to be replaced.");

  private final String id;
  private final String type;
  private final String tags;
  private final String meaning;

  DispatcherMetric(String id, String type, String tags, String meaning) {
    this.id = id;
    this.type = type;
    this.tags = tags;
    this.meaning = meaning;
  }

  /** The Micrometer name; Prometheus writes it with underscores and a unit. */
  public String id() {
    return id;
  }

  /** {@code counter}, {@code gauge} or {@code timer}. */
  public String type() {
    return type;
  }

  /** The tags' names, comma-separated. */
  public String tags() {
    return tags;
  }

  /** One sentence. */
  public String meaning() {
    return meaning;
  }
}
