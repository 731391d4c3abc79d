package org.albumen.worker.metrics;

/**
 * What a worker measures, by Micrometer name. Kafka's clients and the JVM add their own under
 * {@code kafka.*}, {@code jvm.*}, {@code process.*} and {@code system.*}. The README's table is
 * compared with this enum.
 */
public enum Metric {
  JOBS("albumen.jobs", "counter", "outcome, code", "Jobs that ended, by outcome and failure code."),
  RELEASED(
      "albumen.jobs.released",
      "counter",
      "code",
      "Jobs given back to be tried again; without a code by a worker that stops."),
  REQUEUED(
      "albumen.jobs.requeued",
      "counter",
      "",
      "Jobs put at the queue's end anew, the broker's deliveries being used up without their fault."),
  ISOLATED(
      "albumen.jobs.isolated", "counter", "", "Jobs run alone, as workers may have died of them."),
  ABANDONED(
      "albumen.jobs.abandoned",
      "counter",
      "",
      "Jobs whose lock was lost before their end was acknowledged."),
  WAITED(
      "albumen.jobs.waited",
      "timer",
      "lane",
      "Seconds from when a job was put into the queue to when it was first taken, by lane: bulk, interactive."),
  CANCELLED("albumen.batches.cancelled", "gauge", "", "Batches whose jobs are passed over."),
  ACTIVE("albumen.jobs.active", "gauge", "", "Jobs in progress now."),
  LANES("albumen.lanes", "gauge", "", "Lanes that take jobs or hold one."),
  PAUSED("albumen.lanes.paused", "gauge", "", "Lanes that wait for a circuit breaker to close."),
  PAUSES("albumen.lanes.pauses", "counter", "", "Times that a lane began to wait for one."),
  BREAKER(
      "albumen.breaker",
      "gauge",
      "breaker",
      "0 while the circuit breaker of store or kafka is closed, else 1."),
  BREAKER_TURNS(
      "albumen.breaker.turns",
      "counter",
      "breaker, state",
      "Times that a circuit breaker became open, half_open or closed."),
  RETRIES(
      "albumen.retries", "counter", "code", "Failures that were tried again in the same delivery."),
  TIME_OUTS(
      "albumen.stage.timeouts",
      "counter",
      "stage",
      "Stages that took longer than they may: fetch, make, store."),
  STAGE("albumen.stage", "timer", "stage", "Seconds that a stage of a job took."),
  RENEWALS("albumen.lock.renewals", "counter", "", "Times that a lock was renewed."),
  PIXELS("albumen.pixels", "counter", "", "Pixels of the results made."),
  PHOTOGRAPHS(
      "albumen.photographs",
      "counter",
      "outcome",
      "Photographs restored, by what became of them: restored, no_faces, needs_review."),
  FACES("albumen.faces", "counter", "outcome", "Faces found, by what became of them."),
  BUDGET_ALLOWED(
      "albumen.budget.allowed",
      "gauge",
      "budget",
      "Bytes that jobs may hold together, by budget: process, heap, device."),
  BUDGET_RESERVED(
      "albumen.budget.reserved", "gauge", "budget", "Bytes that jobs have reserved now."),
  BUDGET_WAITING(
      "albumen.budget.waiting", "gauge", "budget", "Jobs that wait for others to end now."),
  BUDGET_WAITED(
      "albumen.budget.waited", "timer", "budget", "Seconds that jobs waited for others to end."),
  BYTES(
      "albumen.bytes",
      "counter",
      "direction",
      "Bytes read from (in) and written to (out) the store.");

  private final String id;
  private final String type;
  private final String tags;
  private final String meaning;

  Metric(String id, String type, String tags, String meaning) {
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
