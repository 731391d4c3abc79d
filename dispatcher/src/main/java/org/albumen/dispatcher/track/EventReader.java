package org.albumen.dispatcher.track;

import static java.util.Objects.requireNonNull;

import io.cloudevents.CloudEvent;
import io.cloudevents.rw.CloudEventRWException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.albumen.common.codec.CloudEventCodec;
import org.albumen.common.config.AlbumenConfig;
import org.albumen.common.config.KafkaClients;
import org.albumen.common.event.JobEvent;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.topic.Topics;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one batch's events. It stands in no consumer group, so that any number of readers may look
 * on. An event that was announced twice is given once; a record that is no event is passed over.
 * Memory grows with the batch's own jobs only. Not safe for use by several threads.
 */
public final class EventReader implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EventReader.class);
  private static final Duration POLL = Duration.ofMillis(500);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final String batchId;
  private final Duration patience;
  private final Set<String> seen = new HashSet<>();
  private Iterator<ConsumerRecord<byte[], byte[]>> unread = Collections.emptyIterator();

  private EventReader(KafkaConsumer<byte[], byte[]> consumer, String batchId, Duration patience) {
    this.consumer = consumer;
    this.batchId = batchId;
    this.patience = patience;
  }

  /** Where reading starts. */
  public enum Start {
    /** The first event that Kafka still keeps. */
    BEGINNING,
    /**
     * The end of the topic when {@link EventReader#open} returns: whatever is announced later will
     * be read, whenever reading begins.
     */
    NOW
  }

  /**
   * Opens a reader.
   *
   * @throws AlbumenException {@code KAFKA_UNAVAILABLE} when no broker answers in {@code
   *     kafka.connect-timeout}; {@code BAD_CONFIGURATION} when there is no events topic
   */
  public static EventReader open(AlbumenConfig.Kafka settings, String batchId, Start start)
      throws AlbumenException {
    KafkaClients clients = new KafkaClients(settings);
    clients.ping();
    List<TopicPartition> partitions = partitions(clients);
    EventReader reader = new EventReader(clients.reader(), batchId, settings.connectTimeout());
    try {
      reader.startAt(partitions, start);
      return reader;
    } catch (KafkaException e) {
      reader.close();
      throw unavailable(e);
    }
  }

  /**
   * Reads up to what is announced at this moment.
   *
   * @param wantsMore is given each event and says whether to go on
   * @throws AlbumenException {@code KAFKA_UNAVAILABLE} when nothing comes for {@code
   *     kafka.connect-timeout}
   */
  public void readToEnd(Predicate<BatchEvent> wantsMore) throws AlbumenException {
    try {
      Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment(), patience);
      long quietSince = System.nanoTime();
      while (true) {
        if (unread.hasNext()) {
          quietSince = System.nanoTime();
        }
        if (!drain(wantsMore) || reached(ends)) {
          return;
        }
        if (System.nanoTime() - quietSince > patience.toNanos()) {
          throw new AlbumenException(
              FailureCode.KAFKA_UNAVAILABLE, "no broker sends the events; try again");
        }
        unread = consumer.poll(POLL).iterator();
      }
    } catch (KafkaException e) {
      throw unavailable(e);
    }
  }

  /**
   * Reads events as they are announced. It may be called again: reading goes on where it stopped,
   * with nothing lost and nothing given twice.
   *
   * @param wantsMore is given each event and says whether to go on
   * @param timeout how long this call may take in all
   * @return true when {@code wantsMore} had enough, false when the time was up
   * @throws AlbumenException {@code KAFKA_UNAVAILABLE} when Kafka refuses; a broker that is merely
   *     away is waited for
   */
  public boolean follow(Predicate<BatchEvent> wantsMore, Duration timeout) throws AlbumenException {
    long end = System.nanoTime() + timeout.toNanos();
    try {
      while (drain(wantsMore)) {
        long left = end - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        unread = consumer.poll(Duration.ofNanos(Math.min(left, POLL.toNanos()))).iterator();
      }
      return true;
    } catch (KafkaException e) {
      throw unavailable(e);
    }
  }

  @Override
  public void close() {
    consumer.close();
  }

  private void startAt(List<TopicPartition> partitions, Start start) {
    consumer.assign(partitions);
    Map<TopicPartition, Long> offsets =
        start == Start.NOW
            ? consumer.endOffsets(partitions, patience)
            : consumer.beginningOffsets(partitions, patience);
    offsets.forEach(consumer::seek);
  }

  /** Gives what was polled; false when no more is wanted. */
  private boolean drain(Predicate<BatchEvent> wantsMore) {
    while (unread.hasNext()) {
      BatchEvent event = parse(unread.next());
      if (event != null
          && event.event().batchId().equals(batchId)
          && seen.add(event.event().id())
          && !wantsMore.test(event)) {
        return false;
      }
    }
    return true;
  }

  private boolean reached(Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey(), patience) >= end.getValue());
  }

  private static @Nullable BatchEvent parse(ConsumerRecord<byte[], byte[]> message) {
    try {
      JobEvent event = CloudEventCodec.readEvent(message);
      CloudEvent envelope = CloudEventCodec.read(message);
      Instant time =
          Optional.ofNullable(envelope.getTime())
              .map(OffsetDateTime::toInstant)
              .orElse(Instant.ofEpochMilli(message.timestamp()));
      return new BatchEvent(event, time, envelope);
    } catch (IOException | CloudEventRWException | IllegalArgumentException e) {
      LOG.debug("No event at {}-{}@{}", message.topic(), message.partition(), message.offset(), e);
      return null;
    }
  }

  private static List<TopicPartition> partitions(KafkaClients clients) throws AlbumenException {
    Admin admin = clients.admin();
    try {
      KafkaFuture<TopicDescription> answer =
          requireNonNull(
              admin.describeTopics(List.of(Topics.EVENTS)).topicNameValues().get(Topics.EVENTS));
      return answer.get().partitions().stream()
          .map(partition -> new TopicPartition(Topics.EVENTS, partition.partition()))
          .toList();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable(e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        throw new AlbumenException(
            FailureCode.BAD_CONFIGURATION,
            "these brokers have no topic "
                + Topics.EVENTS
                + "; the first submission makes it, or kafka.bootstrap-servers names others",
            e);
      }
      throw unavailable(e);
    } finally {
      admin.close(Duration.ZERO); // with no limit it may wait for a mute broker for ever
    }
  }

  private static AlbumenException unavailable(Exception e) {
    Throwable cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
    return new AlbumenException(
        FailureCode.KAFKA_UNAVAILABLE, "the events cannot be read: " + cause.getMessage(), e);
  }
}
