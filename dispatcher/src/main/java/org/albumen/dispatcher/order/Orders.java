package org.albumen.dispatcher.order;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.albumen.common.batch.BatchCancelled;
import org.albumen.common.codec.CloudEventCodec;
import org.albumen.common.control.CancelBatch;
import org.albumen.common.control.ForgetBatch;
import org.albumen.common.event.JobReviewed;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.topic.Topics;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives orders: each is written whole or not at all. The producer is made when it is first needed,
 * and again after a failure. Safe for use by several threads; orders wait for each other.
 */
public final class Orders implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Orders.class);
  private static final Duration CLOSE = Duration.ofSeconds(2);

  private final Supplier<Producer<byte[], byte[]>> producers;
  private final Clock clock;
  private @Nullable Producer<byte[], byte[]> producer;

  /**
   * @param producers make transactional producers, all of the same id, which nobody else has
   */
  public Orders(Supplier<Producer<byte[], byte[]>> producers, Clock clock) {
    this.producers = producers;
    this.clock = clock;
  }

  /**
   * Orders that no more jobs of a batch be run.
   *
   * @throws AlbumenException {@code KAFKA_UNAVAILABLE}
   */
  public void cancel(String batchId, String by) throws AlbumenException {
    Instant now = clock.instant();
    commit(
        List.of(
            new CancelBatch(batchId, by, now).toRecord(),
            new BatchCancelled(batchId, by).toRecord(now)));
  }

  /**
   * Orders that what is known of a batch be forgotten.
   *
   * @throws AlbumenException {@code KAFKA_UNAVAILABLE}
   */
  public void forget(String batchId, String by) throws AlbumenException {
    commit(List.of(new ForgetBatch(batchId, by, clock.instant()).toRecord()));
  }

  /**
   * Announces what somebody thought of a result.
   *
   * @param review the event, less its name, which is new
   * @throws AlbumenException {@code KAFKA_UNAVAILABLE}
   */
  public void review(JobReviewed review) throws AlbumenException {
    JobReviewed named =
        new JobReviewed(
            review.jobId(),
            review.batchId(),
            review.source(),
            UUID.randomUUID().toString(),
            review.verdict(),
            review.by(),
            review.note());
    commit(List.of(CloudEventCodec.event(Topics.EVENTS, named, clock.instant(), null)));
  }

  @Override
  public synchronized void close() {
    if (producer != null) {
      producer.close(CLOSE);
      producer = null;
    }
  }

  private synchronized void commit(List<ProducerRecord<byte[], byte[]>> records)
      throws AlbumenException {
    try {
      Producer<byte[], byte[]> ready = producer();
      ready.beginTransaction();
      for (ProducerRecord<byte[], byte[]> record : records) {
        Future<RecordMetadata> unused = ready.send(record); // the commit tells of its failure
      }
      ready.commitTransaction();
    } catch (KafkaException | IllegalStateException e) {
      close(); // what was begun is ended by the next producer of the same id
      LOG.debug("An order could not be given", e);
      throw new AlbumenException(
          FailureCode.KAFKA_UNAVAILABLE, "Kafka has not confirmed the order; give it again", e);
    }
  }

  private Producer<byte[], byte[]> producer() {
    if (producer == null) {
      Producer<byte[], byte[]> made = producers.get();
      try {
        made.initTransactions();
      } catch (KafkaException e) {
        made.close(Duration.ZERO);
        throw e;
      }
      producer = made;
    }
    return producer;
  }
}
