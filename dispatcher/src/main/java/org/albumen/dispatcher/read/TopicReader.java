package org.albumen.dispatcher.read;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.albumen.common.config.AlbumenConfig;
import org.albumen.common.config.KafkaClients;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Reads a whole topic, what is committed of it. It stands in no consumer group, so that any number
 * of readers may look on. Keeps nothing of what it has given. Not safe for use by several threads.
 */
public final class TopicReader implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(500);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final String topic;
  private final Duration patience;
  private Iterator<ConsumerRecord<byte[], byte[]>> unread = Collections.emptyIterator();

  private TopicReader(KafkaConsumer<byte[], byte[]> consumer, String topic, Duration patience) {
    this.consumer = consumer;
    this.topic = topic;
    this.patience = patience;
  }

  /** Looks at records. */
  public interface Visitor {
    /**
     * Takes a record.
     *
     * @return whether to go on
     */
    boolean visit(ConsumerRecord<byte[], byte[]> message) throws AlbumenException;
  }

  /**
   * Opens a reader at the first record that Kafka still keeps.
   *
   * @throws AlbumenException {@code KAFKA_UNAVAILABLE} when no broker answers in {@code
   *     kafka.connect-timeout}; {@code BAD_CONFIGURATION} when there is no such topic
   */
  public static TopicReader open(AlbumenConfig.Kafka settings, String topic)
      throws AlbumenException {
    return find(settings, topic)
        .orElseThrow(
            () ->
                new AlbumenException(
                    FailureCode.BAD_CONFIGURATION,
                    "these brokers have no topic "
                        + topic
                        + "; the first submission makes it, or kafka.bootstrap-servers names"
                        + " others"));
  }

  /**
   * Opens a reader of a topic that may not be there.
   *
   * @throws AlbumenException {@code KAFKA_UNAVAILABLE}
   */
  public static Optional<TopicReader> find(AlbumenConfig.Kafka settings, String topic)
      throws AlbumenException {
    KafkaClients clients = new KafkaClients(settings);
    clients.ping();
    List<TopicPartition> partitions = partitions(clients, topic);
    if (partitions.isEmpty()) {
      return Optional.empty();
    }
    TopicReader reader = new TopicReader(clients.reader(), topic, settings.connectTimeout());
    try {
      reader.consumer.assign(partitions);
      reader.seek(reader.consumer.beginningOffsets(partitions, reader.patience));
      return Optional.of(reader);
    } catch (KafkaException e) {
      reader.close();
      throw unavailable(topic, e);
    }
  }

  /**
   * Passes over what is committed at this moment: whatever is written later will be read, whenever
   * reading begins.
   *
   * @throws AlbumenException {@code KAFKA_UNAVAILABLE}
   */
  public void skipToEnd() throws AlbumenException {
    try {
      seek(consumer.endOffsets(consumer.assignment(), patience));
    } catch (KafkaException e) {
      throw unavailable(topic, e);
    }
  }

  /**
   * Reads up to what is committed at this moment.
   *
   * @param wantsMore is given each record and says whether to go on
   * @throws AlbumenException {@code KAFKA_UNAVAILABLE} when nothing comes for {@code
   *     kafka.connect-timeout}
   */
  public void readToEnd(Visitor wantsMore) throws AlbumenException {
    try {
      readTo(consumer.endOffsets(consumer.assignment(), patience), wantsMore);
    } catch (KafkaException e) {
      throw unavailable(topic, e);
    }
  }

  /**
   * Reads records as they are committed. It may be called again: reading goes on where it stopped,
   * with nothing lost and nothing given twice.
   *
   * @param wantsMore is given each record and says whether to go on
   * @param timeout how long this call may take in all
   * @return true when {@code wantsMore} had enough, false when the time was up
   * @throws AlbumenException {@code KAFKA_UNAVAILABLE} when Kafka refuses; a broker that is merely
   *     away is waited for
   */
  public boolean follow(Visitor wantsMore, Duration timeout) throws AlbumenException {
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
      throw unavailable(topic, e);
    }
  }

  /**
   * Whether Kafka keeps a place: a record was written there and not deleted since.
   *
   * @throws AlbumenException {@code KAFKA_UNAVAILABLE}
   */
  public boolean has(int partition, long offset) throws AlbumenException {
    TopicPartition place = new TopicPartition(topic, partition);
    if (!consumer.assignment().contains(place)) {
      return false;
    }
    try {
      List<TopicPartition> asked = List.of(place);
      return offset >= of(consumer.beginningOffsets(asked, patience), place)
          && offset < of(consumer.endOffsets(asked, patience), place);
    } catch (KafkaException e) {
      throw unavailable(topic, e);
    }
  }

  /**
   * Goes to a place that {@link #has} has found; reading goes on from there.
   *
   * @return the record there
   * @throws AlbumenException {@code KAFKA_UNAVAILABLE}
   */
  public Optional<ConsumerRecord<byte[], byte[]>> at(int partition, long offset)
      throws AlbumenException {
    TopicPartition place = new TopicPartition(topic, partition);
    List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>(1);
    try {
      unread = Collections.emptyIterator();
      consumer.assign(List.of(place));
      consumer.seek(place, offset);
      readTo(Map.of(place, offset + 1), record -> record.offset() != offset || !found.add(record));
      return found.stream().findFirst();
    } catch (KafkaException e) {
      throw unavailable(topic, e);
    }
  }

  @Override
  public void close() {
    consumer.close();
  }

  private void seek(Map<TopicPartition, Long> offsets) {
    offsets.forEach(consumer::seek);
  }

  private void readTo(Map<TopicPartition, Long> ends, Visitor wantsMore) throws AlbumenException {
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
            FailureCode.KAFKA_UNAVAILABLE, "no broker sends " + topic + "; try again");
      }
      unread = consumer.poll(POLL).iterator();
    }
  }

  /** Gives what was polled; false when no more is wanted. */
  private boolean drain(Visitor wantsMore) throws AlbumenException {
    while (unread.hasNext()) {
      if (!wantsMore.visit(unread.next())) {
        return false;
      }
    }
    return true;
  }

  private boolean reached(Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey(), patience) >= end.getValue());
  }

  private static long of(Map<TopicPartition, Long> offsets, TopicPartition place) {
    return requireNonNull(offsets.get(place));
  }

  /** None when there is no such topic. */
  private static List<TopicPartition> partitions(KafkaClients clients, String topic)
      throws AlbumenException {
    try (Admin admin = clients.admin()) {
      KafkaFuture<TopicDescription> answer =
          requireNonNull(admin.describeTopics(List.of(topic)).topicNameValues().get(topic));
      return answer.get().partitions().stream()
          .map(partition -> new TopicPartition(topic, partition.partition()))
          .toList();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable(topic, e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return List.of();
      }
      throw unavailable(topic, e);
    }
  }

  private static AlbumenException unavailable(String topic, Exception e) {
    Throwable cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
    return new AlbumenException(
        FailureCode.KAFKA_UNAVAILABLE, topic + " cannot be read: " + cause.getMessage(), e);
  }
}
