package org.albumen.dispatcher.intake;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.albumen.common.config.KafkaClients;
import org.albumen.dispatcher.transact.Consumed;
import org.albumen.dispatcher.transact.Transactions;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A member of the intake's group with its transactions. When a method throws {@link KafkaException}
 * both are of no use any more; what was not committed is read again by whoever holds the partition
 * then. One thread's.
 */
final class Exchange implements AutoCloseable {
  static final String GROUP = "albumen-intake";

  /** So many messages before the first that is not committed tell the order of events again. */
  static final int RECALLED = 10_000;

  private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
  private static final int MOST = 500;
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration LONGEST = Duration.ofSeconds(15);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration CLOSE = Duration.ofSeconds(5);

  private final KafkaClients clients;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Transactions transactions;
  private final Taker taker;

  private Exchange(
      KafkaClients clients,
      KafkaConsumer<byte[], byte[]> consumer,
      Transactions transactions,
      Taker taker) {
    this.clients = clients;
    this.consumer = consumer;
    this.transactions = transactions;
    this.taker = taker;
  }

  /**
   * Joins the group, after ending whatever a predecessor of the same name had begun.
   *
   * @param name which no other member has
   */
  static Exchange open(KafkaClients clients, String name, String topic, Taker taker) {
    Transactions transactions = Transactions.open(clients, name, LONGEST);
    try {
      KafkaConsumer<byte[], byte[]> consumer = clients.groupConsumer(GROUP, name, MOST);
      Exchange exchange = new Exchange(clients, consumer, transactions, taker);
      consumer.subscribe(List.of(topic), exchange.new Partitions());
      return exchange;
    } catch (KafkaException e) {
      transactions.close();
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
    transactions.run(
        to -> messages.forEach(message -> taker.take(message).forEach(to)),
        () -> Optional.of(new Consumed(messages.nextOffsets(), consumer.groupMetadata())));
  }

  @Override
  public void close() {
    transactions.close();
    consumer.close(
        CloseOptions.timeout(CLOSE)
            .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
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
