package org.albumen.dispatcher.submit;

import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.albumen.common.codec.CloudEventCodec;
import org.albumen.common.event.JobAccepted;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.Job;
import org.albumen.common.topic.Topics;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/**
 * Sends jobs and their {@code accepted} events. Remembers the first failure and nothing else about
 * what it sent: when the producer's buffer is full, {@link #publish} waits.
 */
final class JobPublisher {
  private final Producer<byte[], byte[]> producer;
  private final String topic;
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  JobPublisher(Producer<byte[], byte[]> producer, String pool) {
    this.producer = producer;
    this.topic = Topics.jobs(pool);
  }

  void publish(Job job, Instant now) throws AlbumenException {
    send(CloudEventCodec.job(topic, job, null));
    check();
    send(CloudEventCodec.event(Topics.EVENTS, JobAccepted.of(job), now, null));
    check();
  }

  /** Waits until everything that was sent is acknowledged. */
  void flush() throws AlbumenException {
    try {
      producer.flush();
    } catch (KafkaException e) {
      failure.compareAndSet(null, e);
    }
    check();
  }

  private void send(ProducerRecord<byte[], byte[]> message) {
    try {
      Future<RecordMetadata> unused =
          producer.send(
              message,
              (metadata, e) -> {
                if (e != null) {
                  failure.compareAndSet(null, e);
                }
              });
    } catch (KafkaException | IllegalStateException e) {
      failure.compareAndSet(null, e);
    }
  }

  private void check() throws AlbumenException {
    Exception first = failure.get();
    if (first != null) {
      throw new AlbumenException(
          FailureCode.KAFKA_UNAVAILABLE, "Kafka did not take a job: " + first.getMessage(), first);
    }
  }
}
