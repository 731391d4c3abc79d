package org.albumen.common.control;

import static java.util.Objects.requireNonNull;

import io.cloudevents.core.builder.CloudEventBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import org.albumen.common.codec.CloudEventCodec;
import org.albumen.common.codec.Json;
import org.albumen.common.topic.Topics;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The order to forget what is known of a batch that has ended: its counts, jobs and histories.
 * Results and dead letters stay.
 *
 * @param by who gave it
 * @param at when
 */
public record ForgetBatch(String batchId, String by, Instant at) {
  /** CloudEvents {@code type}. */
  public static final String TYPE = "org.albumen.batch.forget.v1";

  public ForgetBatch {
    requireNonNull(batchId, "batchId");
    requireNonNull(by, "by");
    requireNonNull(at, "at");
  }

  /**
   * The order's record; its key is the batch's id and a word, since that of a cancellation stays
   * beside it.
   */
  public ProducerRecord<byte[], byte[]> toRecord() {
    CloudEventBuilder event =
        CloudEventBuilder.v1()
            .withId(batchId + ":forget")
            .withType(TYPE)
            .withSource(CloudEventCodec.batch(batchId))
            .withTime(at.atOffset(ZoneOffset.UTC))
            .withData(CloudEventCodec.JSON, Json.write(this));
    byte[] key = (batchId + ":forget").getBytes(StandardCharsets.UTF_8);
    return CloudEventCodec.record(Topics.CONTROL, key, event, null);
  }

  /**
   * Reads an order.
   *
   * @throws IOException when the record is none of ours
   */
  public static ForgetBatch of(ConsumerRecord<byte[], byte[]> message) throws IOException {
    if (message.value() == null) {
      throw new IOException("the message is empty");
    }
    return Json.readLenient(message.value(), ForgetBatch.class);
  }
}
