package org.albumen.dispatcher.deadletter;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import org.albumen.common.config.KafkaClients;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes decisions to Kafka, each chunk in one transaction. All outboxes have the same
 * transactional id: opening one ends what another has begun and shuts that other out, so that what
 * is read after opening is all that will ever have been decided by others. Not safe for use by
 * several threads.
 */
final class TransactionalOutbox implements Outbox {
  /** The same for all; brokers with ACLs must allow it. */
  static final String TRANSACTIONAL_ID = "albumen-dead-letters";

  private static final Logger LOG = LoggerFactory.getLogger(TransactionalOutbox.class);
  private static final Duration CLOSE = Duration.ofSeconds(5);

  private final Producer<byte[], byte[]> producer;

  private TransactionalOutbox(Producer<byte[], byte[]> producer) {
    this.producer = producer;
  }

  /**
   * Opens the outbox, and shuts every other.
   *
   * @throws AlbumenException {@code KAFKA_UNAVAILABLE}
   */
  static TransactionalOutbox open(KafkaClients clients) throws AlbumenException {
    TransactionalOutbox outbox =
        new TransactionalOutbox(clients.transactionalProducer(TRANSACTIONAL_ID));
    try {
      outbox.producer.initTransactions();
      return outbox;
    } catch (KafkaException e) {
      outbox.close();
      throw failure(e);
    }
  }

  @Override
  public void commit(List<ProducerRecord<byte[], byte[]>> records) throws AlbumenException {
    try {
      producer.beginTransaction();
      for (ProducerRecord<byte[], byte[]> record : records) {
        Future<RecordMetadata> unused = producer.send(record); // the commit tells of its failure
      }
      producer.commitTransaction();
    } catch (KafkaException e) {
      abort();
      throw failure(e);
    }
  }

  @Override
  public void close() {
    producer.close(CLOSE);
  }

  /** Else nobody reads past it until the broker gives it up. */
  private void abort() {
    try {
      producer.abortTransaction();
    } catch (KafkaException | IllegalStateException e) {
      LOG.debug("The transaction could not be aborted", e);
    }
  }

  private static AlbumenException failure(KafkaException e) {
    for (@Nullable Throwable t = e; t != null; t = t.getCause()) {
      if (t instanceof ProducerFencedException || t instanceof InvalidProducerEpochException) {
        return new AlbumenException(
            FailureCode.REPLAY_OVERTAKEN,
            "another replay or drop began meanwhile; run this again when it has ended: what is done"
                + " already is skipped",
            e);
      }
    }
    return new AlbumenException(
        FailureCode.KAFKA_UNAVAILABLE,
        "Kafka did not confirm the last letters; run this again: what is done already is skipped ("
            + e.getMessage()
            + ")",
        e);
  }
}
