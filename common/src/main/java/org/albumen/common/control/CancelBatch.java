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
 * The order to run no more jobs of a batch. Those in progress end as they would.
 *
 * @param by who gave it
 * @param at when
 */
public record CancelBatch(String batchId, String by, Instant at) {
  /** CloudEvents {@code type}. */
  public static final String TYPE = "org.albumen.batch.cancel.v1";

  public CancelBatch {
    requireNonNull(batchId, "batchId");
    requireNonNull(by, "by");
    requireNonNull(at, "at");
  }

  /** The order's record; its key is the batch's id. */
  public ProducerRecord<byte[], byte[]> toRecord() {
    CloudEventBuilder event =
        CloudEventBuilder.v1()
            .withId(batchId + ":cancel")
            .withType(TYPE)
            .withSource(CloudEventCodec.batch(batchId))
            .withTime(at.atOffset(ZoneOffset.UTC))
            .withData(CloudEventCodec.JSON, Json.write(this));
    byte[] key = batchId.getBytes(StandardCharsets.UTF_8);
    return CloudEventCodec.record(Topics.CONTROL, key, event, null);
  }

  /**
   * Reads an order.
   *
   * @throws IOException when the record is none of ours
   */
  public static CancelBatch of(ConsumerRecord<byte[], byte[]> message) throws IOException {
    if (message.value() == null) {
      throw new IOException("the message is empty");
    }
    return Json.readLenient(message.value(), CancelBatch.class);
  }
}
