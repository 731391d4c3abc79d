package org.albumen.dispatcher.expand;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.albumen.common.config.KafkaClients;
import org.albumen.common.topic.Topics;
import org.albumen.dispatcher.transact.Consumed;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * A member of the expanders' group. When a method throws {@link KafkaException} it is of no use any
 * more; what was not committed is read again by whoever holds the partition then. One thread's.
 */
final class Subscription implements AutoCloseable {
  private static final String GROUP = "albumen-expanders";
  private static final Duration CLOSE = Duration.ofSeconds(5);

  private final KafkaClients clients;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Runnable finish;
  private final StartedBatches started = new StartedBatches();
  private final Map<TopicPartition, Long> resting = new HashMap<>();

  private Subscription(
      KafkaClients clients, KafkaConsumer<byte[], byte[]> consumer, Runnable finish) {
    this.clients = clients;
    this.consumer = consumer;
    this.finish = finish;
  }

  /**
   * Joins the group.
   *
   * @param name which no other expander has
   * @param finish ends what is being written of partitions that another is to hold
   */
  static Subscription open(KafkaClients clients, String name, Runnable finish) {
    KafkaConsumer<byte[], byte[]> consumer = clients.groupConsumer(GROUP, name, 1);
    Subscription subscription = new Subscription(clients, consumer, finish);
    consumer.subscribe(List.of(Topics.SUBMISSIONS), subscription.new Partitions());
    return subscription;
  }

  StartedBatches started() {
    return started;
  }

  ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
    long now = System.nanoTime();
    resting.keySet().retainAll(consumer.assignment());
    for (Map.Entry<TopicPartition, Long> rest : Map.copyOf(resting).entrySet()) {
      if (now - rest.getValue() >= 0) {
        resting.remove(rest.getKey());
        consumer.resume(List.of(rest.getKey()));
      }
    }
    return consumer.poll(timeout);
  }

  /** Takes a record, and what stands behind it, after a while; meanwhile others may be taken. */
  void rest(ConsumerRecord<byte[], byte[]> message, Duration time) {
    TopicPartition partition = new TopicPartition(message.topic(), message.partition());
    consumer.seek(partition, message.offset());
    consumer.pause(List.of(partition));
    resting.put(partition, System.nanoTime() + time.toNanos());
  }

  /**
   * Whether other records stand behind one in its partition.
   *
   * @param committed whether it was written in a transaction, whose marker then stands behind it
   */
  boolean hasMoreThan(ConsumerRecord<byte[], byte[]> message, boolean committed) {
    TopicPartition partition = new TopicPartition(message.topic(), message.partition());
    Long end = consumer.endOffsets(List.of(partition)).get(partition);
    return end != null && end.longValue() > message.offset() + (committed ? 2 : 1);
  }

  /** Whether there is such a topic; a record for one that is not there would be tried for ever. */
  boolean knows(String topic) {
    return !consumer.partitionsFor(topic).isEmpty();
  }

  /** That a record was consumed, and all before it in its partition. */
  Consumed consumed(ConsumerRecord<byte[], byte[]> message) {
    return new Consumed(
        Map.of(
            new TopicPartition(message.topic(), message.partition()),
            new OffsetAndMetadata(message.offset() + 1)),
        consumer.groupMetadata());
  }

  @Override
  public void close() {
    consumer.close(
        CloseOptions.timeout(CLOSE)
            .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
  }

  private final class Partitions implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      if (partitions.isEmpty()) {
        return;
      }
      // Waits until a transaction of the former holder has ended, whose markers are to be read.
      consumer.committed(new HashSet<>(partitions));
      try (KafkaConsumer<byte[], byte[]> reader = clients.reader()) {
        started.load(reader, partitions);
      }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      finish.run();
      started.forget(partitions);
    }
  }
}
