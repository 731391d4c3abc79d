package org.albumen.worker.announce;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.concurrent.ExecutionException;
import org.albumen.common.attempt.History;
import org.albumen.common.codec.CloudEventCodec;
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
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Announces through Kafka. Dead letters carry the headers that Spring Kafka's users know ({@code
 * kafka_dlt-*}, numbers in network byte order) and our own {@code albumen-*}.
 */
public final class KafkaAnnouncer implements Announcer {
  private final Producer<byte[], byte[]> producer;
  private final String worker;
  private final Clock clock;

  /**
   * @param producer idempotent, acks=all; the caller's to close
   */
  public KafkaAnnouncer(Producer<byte[], byte[]> producer, String worker, Clock clock) {
    this.producer = producer;
    this.worker = worker;
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
    all.remove(History.HEADER);
    why.forEach(all::add);
    try {
      write(new ProducerRecord<>(Topics.DEAD_LETTERS, null, message.key(), message.value(), all));
    } catch (RecordTooLargeException tooLarge) {
      why.add("albumen-omitted", utf8("key, value, headers"));
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
    headers.add("kafka_dlt-original-topic", utf8(message.topic()));
    headers.add("kafka_dlt-original-partition", int32(message.partition()));
    headers.add("kafka_dlt-original-offset", int64(message.offset()));
    headers.add("kafka_dlt-original-timestamp", int64(message.timestamp()));
    headers.add("kafka_dlt-exception-message", utf8(burial.reason()));
    headers.add("albumen-code", utf8(burial.code().name()));
    headers.add("albumen-attempts", utf8(Integer.toString(burial.attempts())));
    headers.add("albumen-worker", utf8(worker));
    headers.add("albumen-time", utf8(clock.instant().toString()));
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

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] int32(int value) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(value).array();
  }

  private static byte[] int64(long value) {
    return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
  }
}
