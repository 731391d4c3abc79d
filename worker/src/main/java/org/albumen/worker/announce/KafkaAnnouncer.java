package org.albumen.worker.announce;

import static org.albumen.common.deadletter.DeadLetterHeaders.add;
import static org.albumen.common.deadletter.DeadLetterHeaders.addInt;
import static org.albumen.common.deadletter.DeadLetterHeaders.addLong;

import java.time.Clock;
import java.util.concurrent.ExecutionException;
import org.albumen.common.codec.CloudEventCodec;
import org.albumen.common.deadletter.DeadLetterHeaders;
import org.albumen.common.event.JobEvent;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.topic.Topics;
import org.albumen.worker.attempt.Standing;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Announces through Kafka. Dead letters carry the headers that Spring Kafka's users know, and our
 * own: {@link DeadLetterHeaders}.
 */
public final class KafkaAnnouncer implements Announcer {
  private final Producer<byte[], byte[]> producer;
  private final String worker;
  private final String group;
  private final Clock clock;

  /**
   * @param producer idempotent, acks=all; the caller's to close
   * @param group the share group in which the worker stands
   */
  public KafkaAnnouncer(
      Producer<byte[], byte[]> producer, String worker, String group, Clock clock) {
    this.producer = producer;
    this.worker = worker;
    this.group = group;
    this.clock = clock;
  }

  @Override
  public void announce(JobEvent event, @Nullable String traceparent)
      throws AlbumenException, InterruptedException {
    send(CloudEventCodec.event(Topics.EVENTS, event, clock.instant(), traceparent));
  }

  /**
   * {@inheritDoc} A message that leaves no room for the reason is buried without its own key, value
   * and headers; where it stood is told all the same.
   */
  @Override
  public void bury(ConsumerRecord<byte[], byte[]> message, Burial burial)
      throws AlbumenException, InterruptedException {
    Headers why = why(message, burial);
    Headers all = new RecordHeaders(message.headers());
    all.remove(DeadLetterHeaders.OMITTED);
    all.remove(DeadLetterHeaders.HISTORY);
    for (Header header : why) {
      all.remove(header.key()).add(header);
    }
    try {
      write(new ProducerRecord<>(Topics.DEAD_LETTERS, null, message.key(), message.value(), all));
    } catch (RecordTooLargeException tooLarge) {
      DeadLetterHeaders.add(why, DeadLetterHeaders.OMITTED, "key, value, headers");
      send(new ProducerRecord<>(Topics.DEAD_LETTERS, null, (byte[]) null, (byte[]) null, why));
    }
  }

  @Override
  public void requeue(ConsumerRecord<byte[], byte[]> message, Standing standing)
      throws AlbumenException, InterruptedException {
    Headers headers = new RecordHeaders(message.headers());
    standing.writeTo(headers);
    send(new ProducerRecord<>(message.topic(), null, message.key(), message.value(), headers));
  }

  private Headers why(ConsumerRecord<byte[], byte[]> message, Burial burial) {
    Headers headers = new RecordHeaders();
    add(headers, DeadLetterHeaders.ORIGINAL_TOPIC, message.topic());
    addInt(headers, DeadLetterHeaders.ORIGINAL_PARTITION, message.partition());
    addLong(headers, DeadLetterHeaders.ORIGINAL_OFFSET, message.offset());
    addLong(headers, DeadLetterHeaders.ORIGINAL_TIMESTAMP, message.timestamp());
    add(headers, DeadLetterHeaders.ORIGINAL_TIMESTAMP_TYPE, message.timestampType().toString());
    add(headers, DeadLetterHeaders.ORIGINAL_CONSUMER_GROUP, group);
    add(headers, DeadLetterHeaders.EXCEPTION_FQCN, AlbumenException.class.getName());
    add(headers, DeadLetterHeaders.EXCEPTION_MESSAGE, burial.reason());
    add(headers, DeadLetterHeaders.CODE, burial.code().name());
    add(headers, DeadLetterHeaders.ATTEMPTS, Integer.toString(burial.attempts()));
    add(headers, DeadLetterHeaders.WORKER, worker);
    add(headers, DeadLetterHeaders.TIME, clock.instant().toString());
    burial.history().writeTo(headers);
    return headers;
  }

  private void send(ProducerRecord<byte[], byte[]> record)
      throws AlbumenException, InterruptedException {
    try {
      write(record);
    } catch (RecordTooLargeException e) {
      throw unavailable(record, e);
    }
  }

  private void write(ProducerRecord<byte[], byte[]> record)
      throws AlbumenException, InterruptedException, RecordTooLargeException {
    try {
      producer.send(record).get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RecordTooLargeException tooLarge) {
        throw tooLarge;
      }
      throw unavailable(record, e);
    } catch (InterruptException e) {
      Thread.interrupted();
      throw new InterruptedException(e.getMessage());
    } catch (KafkaException e) {
      throw unavailable(record, e);
    }
  }

  private static AlbumenException unavailable(ProducerRecord<byte[], byte[]> record, Exception e) {
    return new AlbumenException(
        FailureCode.KAFKA_UNAVAILABLE,
        "nothing can be written to " + record.topic() + ": " + e.getMessage(),
        e);
  }
}
