package org.albumen.common.codec;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.kafka.KafkaMessageFactory;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import org.albumen.common.event.JobEvent;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.Job;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Jobs and events as Kafka records: CloudEvents 1.0, Kafka protocol binding, binary mode. The W3C
 * trace context travels as the extension attribute {@code traceparent}. Safe for use by several
 * threads.
 */
public final class CloudEventCodec {
  /** CloudEvents {@code type} of a job. */
  public static final String JOB_TYPE = "org.albumen.job.requested.v1";

  /** The Kafka header that carries the W3C trace context. */
  public static final String TRACE_HEADER = "ce_traceparent";

  /** Media type of every message's value. */
  public static final String JSON = "application/json";

  private static final String BATCHES = "/albumen/batches/";
  private static final int MAX_HEADER = 1024;

  private CloudEventCodec() {}

  /** The record that asks for a job. */
  public static ProducerRecord<byte[], byte[]> job(
      String topic, Job job, @Nullable String traceparent) {
    CloudEventBuilder event =
        CloudEventBuilder.v1()
            .withId(job.id())
            .withType(JOB_TYPE)
            .withSource(batch(job.batchId()))
            .withSubject(job.source().ref().name())
            .withTime(job.submittedAt().atOffset(ZoneOffset.UTC))
            .withData(JSON, Json.write(job));
    return record(topic, job.partitionKey(), event, traceparent);
  }

  /** The record that announces an event. */
  public static ProducerRecord<byte[], byte[]> event(
      String topic, JobEvent event, Instant time, @Nullable String traceparent) {
    CloudEventBuilder builder =
        CloudEventBuilder.v1()
            .withId(event.id())
            .withType(event.type())
            .withSource(batch(event.batchId()))
            .withSubject(event.source().name())
            .withTime(time.atOffset(ZoneOffset.UTC))
            .withData(JSON, Json.write(event));
    return record(topic, event.jobId().getBytes(StandardCharsets.UTF_8), builder, traceparent);
  }

  /**
   * Reads a job. A record without CloudEvents headers is read as plain JSON.
   *
   * @throws AlbumenException {@code MALFORMED_JOB}
   */
  public static Job readJob(ConsumerRecord<byte[], byte[]> record) throws AlbumenException {
    if (record.value() == null || record.value().length == 0) {
      throw new AlbumenException(FailureCode.MALFORMED_JOB, "the message is empty");
    }
    try {
      return Json.readLenient(record.value(), Job.class);
    } catch (IOException e) {
      throw new AlbumenException(
          FailureCode.MALFORMED_JOB, "the message is no job: " + Json.problem(e), e);
    }
  }

  /**
   * Reads an event.
   *
   * @throws IOException when the record is none of ours
   */
  public static JobEvent readEvent(ConsumerRecord<byte[], byte[]> record) throws IOException {
    if (record.value() == null) {
      throw new IOException("the message is empty");
    }
    return Json.readLenient(record.value(), JobEvent.class);
  }

  /** The trace context that a record carries. */
  public static @Nullable String traceparent(Headers headers) {
    Header header = headers.lastHeader(TRACE_HEADER);
    return header == null || header.value() == null
        ? null
        : new String(header.value(), StandardCharsets.UTF_8);
  }

  /** The CloudEvents id that a record carries; null without one, or when it has no end. */
  public static @Nullable String id(Headers headers) {
    return text(headers, "ce_id");
  }

  /** The batch that a record says it belongs to, whatever its value is; null when it does not. */
  public static @Nullable String batchId(Headers headers) {
    String source = text(headers, "ce_source");
    if (source == null || !source.startsWith(BATCHES)) {
      return null;
    }
    try {
      String batch = URLDecoder.decode(source.substring(BATCHES.length()), StandardCharsets.UTF_8);
      return batch.isBlank() ? null : batch;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** CloudEvents {@code source} of what belongs to a batch. */
  public static URI batch(String batchId) {
    return URI.create(BATCHES + encode(batchId));
  }

  /** The CloudEvents type that a record carries; null without one, or when it has no end. */
  public static @Nullable String type(Headers headers) {
    return text(headers, "ce_type");
  }

  /** The CloudEvent in a record, with all its attributes. */
  public static CloudEvent read(ConsumerRecord<byte[], byte[]> record) {
    return KafkaMessageFactory.createReader(record.headers(), record.value()).toEvent();
  }

  /** An event of whatever kind as a record. */
  public static ProducerRecord<byte[], byte[]> record(
      String topic, byte[] key, CloudEventBuilder event, @Nullable String traceparent) {
    if (traceparent != null) {
      event.withExtension("traceparent", traceparent);
    }
    ProducerRecord<byte[], byte[]> written =
        KafkaMessageFactory.<byte[]>createWriter(topic, key).writeBinary(event.build());
    return new ProducerRecord<>(
        topic, null, key, written.value(), new RecordHeaders(written.headers()));
  }

  private static @Nullable String text(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    if (header == null || header.value() == null || header.value().length > MAX_HEADER) {
      return null;
    }
    String text = new String(header.value(), StandardCharsets.UTF_8);
    return text.isBlank() ? null : text;
  }

  private static String encode(String segment) {
    return java.net.URLEncoder.encode(segment, StandardCharsets.UTF_8);
  }
}
