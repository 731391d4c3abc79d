package org.albumen.dispatcher.tally;

import static java.util.Objects.requireNonNullElseGet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.albumen.common.batch.BatchCompleted;
import org.albumen.common.batch.BatchEvent;
import org.albumen.common.batch.RowRejected;
import org.albumen.common.codec.Json;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.submission.SubmissionPage;
import org.albumen.common.topic.Topics;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The second stage, for one partition of submissions and batches: joins what is known of a batch as
 * a whole with what the partitions of the events count, and announces its completion.
 */
final class BatchTally implements Processor<byte[], byte[], byte[], byte[]> {
  static final String FACTS = "batches";
  static final String SUMS = "batch-counts";

  /** Malformed rows that are kept of a batch. */
  static final int MAX_ROWS = 1_000;

  private static final Logger LOG = LoggerFactory.getLogger(BatchTally.class);
  private static final Duration EVERY = Duration.ofSeconds(1);

  private ProcessorContext<byte[], byte[]> context;
  private KeyValueStore<Bytes, byte[]> batches;
  private KeyValueStore<Bytes, byte[]> sums;
  private Orders orders;

  /** Completed by {@link #init}. */
  @SuppressWarnings("NullAway.Init")
  BatchTally() {}

  @Override
  public void init(ProcessorContext<byte[], byte[]> given) {
    context = given;
    batches = given.getStateStore(FACTS);
    sums = given.getStateStore(SUMS);
    orders = new Orders(given.getStateStore(Orders.STORE));
    Forgetting forgetting = new Forgetting(orders, sums, this::forget);
    given.schedule(EVERY, PunctuationType.WALL_CLOCK_TIME, now -> forgetting.goOn());
  }

  @Override
  public void process(Record<byte[], byte[]> message) {
    if (message.key() == null || message.value() == null) {
      return;
    }
    String topic = context.recordMetadata().map(RecordMetadata::topic).orElse("");
    try {
      if (topic.equals(Topics.SUBMISSIONS)) {
        add(Json.readLenient(message.value(), SubmissionPage.class), message.timestamp());
      } else if (topic.equals(Topics.BATCHES)) {
        add(Json.readLenient(message.value(), BatchEvent.class), message);
      } else {
        add(Keys.text(message.key(), 0), JobTally.Part.of(message.value()), message.timestamp());
      }
    } catch (IOException e) {
      LOG.debug("Nothing about a batch", e);
    }
  }

  private void add(SubmissionPage page, long stamp) {
    String batch = page.submission().batchId();
    if (!orders.forgotten(batch, stamp)) {
      Facts before = facts(batch);
      settle(batch, before, before.with(page), total(batch));
    }
  }

  private void add(BatchEvent event, Record<byte[], byte[]> message) {
    String batch = event.batchId();
    if (batch.indexOf(0) >= 0
        || event instanceof BatchCompleted
        || orders.forgotten(batch, message.timestamp())) {
      return;
    }
    Facts before = facts(batch);
    Facts after = before.with(event, EventTime.of(message));
    if (event instanceof RowRejected row && before.made().rows() < MAX_ROWS) {
      byte[] old = batches.putIfAbsent(Keys.row(batch, row.file(), row.line()), Json.write(row));
      after = old == null ? after.withRow() : after;
    }
    settle(batch, before, after, total(batch));
  }

  private void add(String batch, JobTally.Part part, long stamp) {
    if (orders.forgotten(batch, stamp)) {
      return;
    }
    Bytes key = Keys.part(batch, part.partition());
    Counts total = total(batch);
    total.minus(Counts.of(sums.get(key)));
    total.plus(Counts.of(part.counts()));
    sums.put(key, part.counts());
    sums.put(Keys.total(batch), total.toBytes());
    Facts facts = facts(batch);
    settle(batch, facts, facts, total);
  }

  /** Announces what is to be announced, and keeps the facts. */
  private void settle(String batch, Facts before, Facts known, Counts total) {
    Facts facts = listed(batch, known, total);
    if (facts.toBeAnnounced(total)) {
      announce(batch, facts, total);
      facts = facts.completed(total);
    }
    if (!facts.equals(before)) {
      batches.put(Keys.facts(batch), Json.write(facts));
    }
  }

  private void announce(String batch, Facts facts, Counts counts) {
    Map<FailureCode, Long> failures = counts.failures();
    int times = facts.completed().times();
    BatchCompleted completed =
        new BatchCompleted(
            batch,
            counts.ended(),
            counts.get(Quantity.SUCCEEDED),
            counts.get(Quantity.FAILED),
            counts.get(Quantity.CANCELLED),
            failures,
            counts.get(Quantity.GPU_MILLIS) / 1e3,
            times == 0 ? null : Integer.valueOf(times));
    long now = context.currentSystemTimeMs();
    ProducerRecord<byte[], byte[]> event = completed.toRecord(Instant.ofEpochMilli(now));
    context.forward(new Record<>(event.key(), event.value(), now, event.headers()));
  }

  /** Puts the batch where it belongs in the list, which follows from its submission once known. */
  private Facts listed(String batch, Facts facts, Counts total) {
    Request request = facts.request();
    String old = facts.listed();
    if (request == null && old != null) {
      return facts;
    }
    Instant time =
        request != null
            ? request.submittedAt()
            : requireNonNullElseGet(
                total.first(), () -> Facts.later(facts.updatedAt(), Instant.EPOCH));
    String position = Position.of(time, batch);
    if (position.equals(old)) {
      return facts;
    }
    if (old != null) {
      batches.delete(Keys.after(Keys.listed(null), Keys.text(old)));
    }
    batches.put(Keys.after(Keys.listed(null), Keys.text(position)), Keys.text(batch));
    if (request != null && request.tenant() != null) {
      Bytes key = Keys.after(Keys.listed(request.tenant()), Keys.text(position));
      batches.put(key, Keys.text(batch));
    }
    return facts.listed(position);
  }

  private int forget(String batch, int most) {
    int deleted = Forgetting.delete(batches, Keys.rows(batch), most);
    deleted += Forgetting.delete(sums, Keys.parts(batch), most - deleted);
    if (deleted < most) {
      Facts facts = facts(batch);
      String listed = facts.listed();
      if (listed != null) {
        batches.delete(Keys.after(Keys.listed(null), Keys.text(listed)));
        if (facts.request() != null && facts.request().tenant() != null) {
          batches.delete(Keys.after(Keys.listed(facts.request().tenant()), Keys.text(listed)));
        }
      }
      batches.delete(Keys.facts(batch));
      sums.delete(Keys.total(batch));
    }
    return deleted;
  }

  private Counts total(String batch) {
    return Counts.of(sums.get(Keys.total(batch)));
  }

  private Facts facts(String batch) {
    Facts facts = facts(batches.get(Keys.facts(batch)));
    return facts == null ? Facts.NONE : facts;
  }

  static @Nullable Facts facts(byte @Nullable [] bytes) {
    try {
      return bytes == null ? null : Json.readLenient(bytes, Facts.class);
    } catch (IOException e) {
      throw new UncheckedIOException("a batch that cannot be read", e);
    }
  }
}
