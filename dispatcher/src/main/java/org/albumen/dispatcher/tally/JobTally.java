package org.albumen.dispatcher.tally;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.albumen.common.codec.CloudEventCodec;
import org.albumen.common.codec.Json;
import org.albumen.common.event.JobAccepted;
import org.albumen.common.event.JobEvent;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The first stage, for one partition of the events: keeps its jobs, and how many of each batch are
 * in which state. A batch's counts are sent on when they have changed, once a second at most, as
 * {@link Part}.
 */
final class JobTally implements Processor<byte[], byte[], byte[], byte[]> {
  static final String JOBS = "jobs";
  static final String COUNTS = "job-counts";

  private static final Logger LOG = LoggerFactory.getLogger(JobTally.class);
  private static final String JOB_EVENTS = "org.albumen.job.";
  private static final Duration EVERY = Duration.ofSeconds(1);
  private static final byte[] YES = {1};
  private static final int CACHED = 1_000;

  private final TrackerMeters meters;

  /** Counts that were used last, as they are in the store. */
  private final Map<String, Counts> cached = new HashMap<>();

  private ProcessorContext<byte[], byte[]> context;
  private KeyValueStore<Bytes, byte[]> jobs;
  private KeyValueStore<Bytes, byte[]> counts;
  private Orders orders;
  private Forgetting forgetting;

  /** Completed by {@link #init}. */
  @SuppressWarnings("NullAway.Init")
  JobTally(TrackerMeters meters) {
    this.meters = meters;
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> given) {
    context = given;
    jobs = given.getStateStore(JOBS);
    counts = given.getStateStore(COUNTS);
    orders = new Orders(given.getStateStore(Orders.STORE));
    forgetting = new Forgetting(orders, counts, this::forget);
    given.schedule(EVERY, PunctuationType.WALL_CLOCK_TIME, now -> everySecond());
  }

  @Override
  public void process(Record<byte[], byte[]> message) {
    String type = CloudEventCodec.type(message.headers());
    if (message.value() == null || (type != null && !type.startsWith(JOB_EVENTS))) {
      return;
    }
    JobEvent event;
    try {
      event = Json.readLenient(message.value(), JobEvent.class);
    } catch (IOException | RuntimeException e) {
      LOG.debug("No event", e);
      meters.passedOver();
      return;
    }
    if (event.batchId().indexOf(0) < 0 && !orders.forgotten(event.batchId(), message.timestamp())) {
      add(event, message);
    }
    meters.read();
  }

  private void add(JobEvent event, Record<byte[], byte[]> message) {
    String batch = event.batchId();
    Bytes key = Keys.job(batch, event.jobId());
    KeptJob before = kept(jobs.get(key));
    var time = EventTime.of(message);
    KeptJob after = JobFold.with(before, event, time, message.timestamp());
    if (after.equals(before)) {
      if (event instanceof JobAccepted && after.accepted()) {
        repeated(batch);
      }
      return;
    }
    jobs.put(key, Json.write(after));
    List<Bytes> found = before == null ? List.of() : before.indexes();
    List<Bytes> toFind = after.indexes();
    found.stream().filter(index -> !toFind.contains(index)).forEach(jobs::delete);
    toFind.stream().filter(index -> !found.contains(index)).forEach(index -> jobs.put(index, YES));
    Counts sum = counts(batch);
    if (before != null) {
      sum.minus(before.counts());
    }
    sum.plus(after.counts());
    sum.happened(time, event.terminal(), message.timestamp());
    counts.put(Keys.counts(batch), sum.toBytes());
    counts.put(Keys.changed(batch), YES);
  }

  /** Whoever made the jobs has counted it, so it counts towards their being complete. */
  private void repeated(String batch) {
    Counts sum = counts(batch);
    sum.add(Quantity.REPEATED, 1);
    counts.put(Keys.counts(batch), sum.toBytes());
    counts.put(Keys.changed(batch), YES);
  }

  private Counts counts(String batch) {
    Counts known = cached.get(batch);
    if (known == null) {
      if (cached.size() >= CACHED) {
        cached.clear();
      }
      known = Counts.of(counts.get(Keys.counts(batch)));
      cached.put(batch, known);
    }
    return known;
  }

  private void everySecond() {
    List<Bytes> changed = new ArrayList<>();
    Bytes prefix = Keys.changed("");
    try (KeyValueIterator<Bytes, byte[]> found = counts.range(prefix, Keys.end(prefix))) {
      found.forEachRemaining(entry -> changed.add(entry.key));
    }
    for (Bytes key : changed) {
      String batch = Keys.text(key.get(), 1);
      byte[] bytes = counts.get(Keys.counts(batch));
      if (bytes != null) {
        byte[] part = new Part(context.taskId().partition(), bytes).toBytes();
        long stamp = Math.max(Counts.of(bytes).stamp(), 0);
        context.forward(new Record<>(Keys.text(batch), part, stamp));
      }
      counts.delete(key);
    }
    forgetting.goOn();
  }

  private int forget(String batch, int most) {
    int deleted = Forgetting.delete(jobs, Keys.indexes(batch), most);
    deleted += Forgetting.delete(jobs, Keys.jobs(batch), most - deleted);
    if (deleted < most) {
      counts.delete(Keys.counts(batch));
      counts.delete(Keys.changed(batch));
      cached.remove(batch);
    }
    return deleted;
  }

  static @Nullable KeptJob kept(byte @Nullable [] bytes) {
    try {
      return bytes == null ? null : Json.readLenient(bytes, KeptJob.class);
    } catch (IOException e) {
      throw new UncheckedIOException("a job that cannot be read", e);
    }
  }

  /**
   * What one partition of the events counts of a batch.
   *
   * @param counts {@link Counts#toBytes}
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Part(int partition, byte[] counts) {
    byte[] toBytes() {
      return ByteBuffer.allocate(Integer.BYTES + counts.length)
          .putInt(partition)
          .put(counts)
          .array();
    }

    static Part of(byte[] bytes) {
      ByteBuffer in = ByteBuffer.wrap(bytes);
      int partition = in.getInt();
      byte[] counts = new byte[in.remaining()];
      in.get(counts);
      return new Part(partition, counts);
    }
  }
}
