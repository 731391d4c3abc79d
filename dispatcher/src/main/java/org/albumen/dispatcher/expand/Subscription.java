package org.albumen.dispatcher.expand;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.albumen.common.config.KafkaClients;
import org.albumen.common.topic.Topics;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * A member of the expanders' group with the producer of its transactions. When a method throws
 * {@link KafkaException} both are of no use any more; what was not committed is read again by
 * whoever holds the partition then. One thread's.
 */
final class Subscription implements AutoCloseable {
  private static final String GROUP = "albumen-expanders";
  private static final Duration LONGEST = Duration.ofMinutes(1);
  private static final Duration CLOSE = Duration.ofSeconds(5);

  private final KafkaClients clients;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Producer<byte[], byte[]> producer;
  private final Relay<ProducerRecord<byte[], byte[]>> relay = new Relay<>();
  private final StartedBatches started = new StartedBatches();
  private final Map<TopicPartition, Long> resting = new HashMap<>();

  private Subscription(
      KafkaClients clients,
      KafkaConsumer<byte[], byte[]> consumer,
      Producer<byte[], byte[]> producer) {
    this.clients = clients;
    this.consumer = consumer;
    this.producer = producer;
  }

  /**
   * Joins the group, after ending whatever a predecessor of the same name had begun.
   *
   * @param name which no other expander has
   */
  static Subscription open(KafkaClients clients, String name) {
    Producer<byte[], byte[]> producer = clients.transactionalProducer(name, LONGEST);
    try {
      producer.initTransactions();
      KafkaConsumer<byte[], byte[]> consumer = clients.groupConsumer(GROUP, name, 1);
      Subscription subscription = new Subscription(clients, consumer, producer);
      consumer.subscribe(List.of(Topics.SUBMISSIONS), subscription.new Partitions());
      return subscription;
    } catch (KafkaException e) {
      producer.close(Duration.ZERO);
      throw e;
    }
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

  /** Writes records and offsets, all or none. */
  void transact(
      Map<TopicPartition, OffsetAndMetadata> offsets,
      Consumer<Consumer<ProducerRecord<byte[], byte[]>>> records) {
    producer.beginTransaction();
    try {
      relay.run(records, this::send);
      producer.sendOffsetsToTransaction(offsets, consumer.groupMetadata());
      producer.commitTransaction();
    } catch (RuntimeException e) {
      abort(e);
      throw e;
    }
  }

  @Override
  public void close() {
    relay.close();
    producer.close(CLOSE);
    consumer.close(
        CloseOptions.timeout(CLOSE)
            .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
  }

  /** Nobody can read past a transaction that is left open, until the broker ends it. */
  private void abort(RuntimeException why) {
    try {
      producer.abortTransaction();
    } catch (KafkaException e) {
      why.addSuppressed(e);
    }
  }

  /** A record that cannot be sent fails the commit. */
  private void send(ProducerRecord<byte[], byte[]> message) {
    Future<RecordMetadata> unused = producer.send(message);
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
      started.forget(partitions);
    }
  }
}
