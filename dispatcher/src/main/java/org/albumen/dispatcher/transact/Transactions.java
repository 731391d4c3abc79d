package org.albumen.dispatcher.transact;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.albumen.common.config.KafkaClients;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/**
 * The transactions of one id, one after another (KIP-98). When a method throws {@link
 * KafkaException} they are of no use any more; what was not committed is read again by whoever
 * holds the partition then. Not safe for use by several threads at once.
 */
public final class Transactions implements AutoCloseable {
  private static final Duration CLOSE = Duration.ofSeconds(5);

  private final Producer<byte[], byte[]> producer;

  private Transactions(Producer<byte[], byte[]> producer) {
    this.producer = producer;
  }

  /**
   * Begins after ending whatever a predecessor of the same id had begun.
   *
   * @param id which nobody else has
   * @param longest a transaction that has not ended by then is aborted by the broker
   */
  public static Transactions open(KafkaClients clients, String id, Duration longest) {
    Producer<byte[], byte[]> producer = clients.transactionalProducer(id, longest);
    try {
      producer.initTransactions();
      return new Transactions(producer);
    } catch (KafkaException e) {
      producer.close(Duration.ZERO);
      throw e;
    }
  }

  /** What is written: gives records to its argument, one by one. */
  @FunctionalInterface
  public interface Records {
    void sendTo(Consumer<ProducerRecord<byte[], byte[]>> producer);
  }

  /**
   * Writes records and offsets, all or none. What {@code records} or {@code consumed} throws aborts
   * the transaction and is thrown on.
   *
   * @param consumed asked when all records are on their way; empty when nothing is to be written
   *     after all
   */
  public void run(Records records, Supplier<Optional<Consumed>> consumed) {
    producer.beginTransaction();
    try {
      records.sendTo(this::send);
      Optional<Consumed> offsets = consumed.get();
      if (offsets.isEmpty()) {
        producer.abortTransaction();
        return;
      }
      producer.sendOffsetsToTransaction(offsets.get().offsets(), offsets.get().by());
      producer.commitTransaction();
    } catch (RuntimeException e) {
      abort(e);
      throw e;
    }
  }

  @Override
  public void close() {
    producer.close(CLOSE);
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
}
