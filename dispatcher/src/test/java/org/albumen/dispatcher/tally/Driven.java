package org.albumen.dispatcher.tally;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.albumen.common.batch.BatchCompleted;
import org.albumen.common.batch.BatchEvent;
import org.albumen.common.codec.CloudEventCodec;
import org.albumen.common.codec.Json;
import org.albumen.common.event.JobEvent;
import org.albumen.common.submission.SubmissionPage;
import org.albumen.common.topic.Topics;
import org.albumen.dispatcher.view.BatchView;
import org.albumen.dispatcher.view.JobQuery;
import org.albumen.dispatcher.view.JobView;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** The tracker's topology without a broker, in one partition, with a clock that is set by hand. */
final class Driven implements AutoCloseable {
  static final Instant START = Instant.parse("2026-11-28T14:00:00Z");

  private final TopologyTestDriver driver;
  private final TestOutputTopic<byte[], byte[]> events;
  private Instant now = START;

  Driven(Path folder) {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, StreamsSettings.APPLICATION);
    properties.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
    properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
    driver = new TopologyTestDriver(TallyTopology.of(1, new TrackerMeters()), properties, START);
    events =
        driver.createOutputTopic(
            Topics.EVENTS, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  void announce(JobEvent event) {
    announce(event, now);
  }

  void announce(JobEvent event, Instant time) {
    send(CloudEventCodec.event(Topics.EVENTS, event, time, null));
  }

  void tell(BatchEvent event) {
    send(event.toRecord(now));
  }

  void submit(SubmissionPage page) {
    send(page.toRecord());
  }

  void send(ProducerRecord<byte[], byte[]> message) {
    driver
        .createInputTopic(message.topic(), new ByteArraySerializer(), new ByteArraySerializer())
        .pipeInput(new TestRecord<>(message.key(), message.value(), message.headers(), now));
  }

  void pass(Duration time) {
    now = now.plus(time);
    driver.advanceWallClockTime(time);
  }

  /** Lets pass what counts need to be put together. */
  void second() {
    pass(Duration.ofSeconds(1));
  }

  @Nullable BatchView batch(String batch) throws Exception {
    List<Entry> found = ask(Question.batch(batch)).entries();
    return found.isEmpty() ? null : found.get(0).batch();
  }

  BatchView view(String batch) throws Exception {
    return requireNonNull(batch(batch));
  }

  @Nullable JobView job(String batch, String job) throws Exception {
    List<Entry> found = ask(Question.job(batch, job)).entries();
    return found.isEmpty() ? null : found.get(0).job();
  }

  List<String> jobs(String batch, JobQuery query) throws Exception {
    return ask(Question.jobs(batch, query, null, 1000)).entries().stream()
        .map(Entry::position)
        .toList();
  }

  Answer ask(Question question) throws Exception {
    return new LocalTally(new Stored(), Clock.fixed(now, ZoneOffset.UTC))
        .ask(question.in(Set.of(0)));
  }

  /** Completions that were announced since this was asked last. */
  List<BatchCompleted> completions() throws Exception {
    List<BatchCompleted> found = new ArrayList<>();
    for (TestRecord<byte[], byte[]> record : events.readRecordsToList()) {
      assert "org.albumen.batch.completed.v1".equals(CloudEventCodec.type(record.headers()));
      found.add((BatchCompleted) Json.readLenient(record.value(), BatchEvent.class));
    }
    return found;
  }

  /** Entries of all stores but for how far orders were carried out. */
  int entries() {
    int count = 0;
    for (String name : List.of(JobTally.JOBS, JobTally.COUNTS, BatchTally.FACTS, BatchTally.SUMS)) {
      try (KeyValueIterator<Bytes, byte[]> all = store(name).all()) {
        while (all.hasNext()) {
          count += all.next().key.equals(Keys.FORGOTTEN) ? 0 : 1;
        }
      }
    }
    return count;
  }

  @Override
  public void close() {
    driver.close();
  }

  private KeyValueStore<Bytes, byte[]> store(String name) {
    return driver.getKeyValueStore(name);
  }

  private final class Stored implements Shelves {
    @Override
    public byte @Nullable [] get(String store, int partition, Bytes key) {
      return store(store).get(key);
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> range(
        String store, int partition, Bytes from, Bytes to) {
      return store(store).range(from, to);
    }
  }
}
