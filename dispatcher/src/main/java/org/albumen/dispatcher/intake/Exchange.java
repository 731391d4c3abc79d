package org.albumen.dispatcher.intake;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.albumen.common.config.KafkaClients;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A member of the intake's group with the producer of its transactions. When a method throws {@link
 * KafkaException} both are of no use any more; what was not committed is read again by whoever
 * holds the partition then. One thread's.
 */
final class Exchange implements AutoCloseable {
  static final String GROUP = "albumen-intake";

  /** So many messages before the first that is not committed tell the order of events again. */
  static final int RECALLED = 10_000;

  private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
  private static final int MOST = 500;
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration CLOSE = Duration.ofSeconds(5);

  private final KafkaClients clients;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Producer<byte[], byte[]> producer;
  private final Taker taker;

  private Exchange(
      KafkaClients clients,
      KafkaConsumer<byte[], byte[]> consumer,
      Producer<byte[], byte[]> producer,
      Taker taker) {
    this.clients = clients;
    this.consumer = consumer;
    this.producer = producer;
    this.taker = taker;
  }

  /**
   * Joins the group, after ending whatever a predecessor of the same name had begun.
   *
   * @param name which no other member has
   */
  static Exchange open(KafkaClients clients, String name, String topic, Taker taker) {
    Producer<byte[], byte[]> producer = clients.transactionalProducer(name);
    try {
      producer.initTransactions();
      KafkaConsumer<byte[], byte[]> consumer = clients.groupConsumer(GROUP, name, MOST);
      Exchange exchange = new Exchange(clients, consumer, producer, taker);
      consumer.subscribe(List.of(topic), exchange.new Partitions());
      return exchange;
    } catch (KafkaException e) {
      producer.close(Duration.ZERO);
      throw e;
    }
  }

  /**
   * Takes what comes next, if anything comes soon: what follows from it and its offsets at once.
   */
  void step() {
    ConsumerRecords<byte[], byte[]> messages = consumer.poll(POLL);
    if (messages.isEmpty()) {
      return;
    }
    producer.beginTransaction();
    try {
      messages.forEach(message -> taker.take(message).forEach(this::send));
      producer.sendOffsetsToTransaction(messages.nextOffsets(), consumer.groupMetadata());
      producer.commitTransaction();
    } catch (RuntimeException e) {
      abort(e);
      throw e;
    }
  }

  @Override
  public void close() {
    producer.close(CLOSE);
    consumer.close(CloseOptions.timeout(CLOSE));
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
  private void send(ProducerRecord<byte[], byte[]> record) {
    Future<RecordMetadata> unused = producer.send(record);
  }

  /** Reads once more what stands before the committed offsets. */
  private void recall(Map<TopicPartition, Long> committed) {
    try (KafkaConsumer<byte[], byte[]> reader = clients.reader()) {
      reader.assign(committed.keySet());
      Map<TopicPartition, Long> first = reader.beginningOffsets(committed.keySet());
      committed.forEach(
          (partition, end) ->
              reader.seek(partition, Math.max(first.getOrDefault(partition, 0L), end - RECALLED)));
      long until = System.nanoTime() + PATIENCE.toNanos();
      while (committed.entrySet().stream()
          .anyMatch(end -> reader.position(end.getKey()) < end.getValue())) {
        if (System.nanoTime() > until) {
          LOG.atWarn().log("the order of earlier events is not known: Kafka does not send them");
          return;
        }
        reader
            .poll(POLL)
            .forEach(
                message -> {
                  TopicPartition at = new TopicPartition(message.topic(), message.partition());
                  if (message.offset() < committed.getOrDefault(at, 0L)) {
                    taker.recall(message);
                  }
                });
      }
    }
  }

  private final class Partitions implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      Map<TopicPartition, Long> known = new HashMap<>();
      // Waits until a transaction of the former holder has ended.
      Map<TopicPartition, OffsetAndMetadata> committed =
          consumer.committed(new HashSet<>(partitions));
      committed.forEach(
          (partition, offset) -> {
            if (offset != null && offset.offset() > 0) {
              known.put(partition, offset.offset());
            }
          });
      if (!known.isEmpty()) {
        recall(known);
      }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      taker.forget(partitions.stream().map(TopicPartition::partition).toList());
    }
  }
}
