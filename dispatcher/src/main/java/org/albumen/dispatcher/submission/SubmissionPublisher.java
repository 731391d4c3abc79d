package org.albumen.dispatcher.submission;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.albumen.common.config.KafkaClients;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/**
 * Writes single records, and returns when all replicas have them. Safe for use by several threads.
 */
public final class SubmissionPublisher implements AutoCloseable {
  private static final Duration CLOSE = Duration.ofSeconds(2);

  private final Producer<byte[], byte[]> producer;
  private final long patienceMillis;

  private SubmissionPublisher(Producer<byte[], byte[]> producer, Duration patience) {
    this.producer = producer;
    this.patienceMillis = patience.toMillis();
  }

  /**
   * Opens a publisher; Kafka need not answer yet.
   *
   * @param patience how long a record may take
   */
  public static SubmissionPublisher open(KafkaClients clients, Duration patience) {
    return new SubmissionPublisher(clients.producer("albumen-api", patience), patience);
  }

  /**
   * Writes a record.
   *
   * @throws AlbumenException {@code KAFKA_UNAVAILABLE} when no broker has acknowledged it; it may
   *     have been written all the same
   */
  public void publish(ProducerRecord<byte[], byte[]> record) throws AlbumenException {
    try {
      producer.send(record).get(2 * patienceMillis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable(e);
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      throw unavailable(e);
    }
  }

  @Override
  public void close() {
    producer.close(CLOSE);
  }

  private static AlbumenException unavailable(Exception e) {
    return new AlbumenException(
        FailureCode.KAFKA_UNAVAILABLE,
        "Kafka has not acknowledged the request; send it again, with the same Idempotency-Key if it"
            + " had one",
        e);
  }
}
