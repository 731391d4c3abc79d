package org.albumen.common.batch;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
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
 * Something that has happened to a batch as a whole. All but {@link BatchCompleted} stand in the
 * topic {@code albumen.batches}, that one beside the jobs' events in {@code albumen.events}.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "happened")
@JsonSubTypes({
  @JsonSubTypes.Type(value = BatchStarted.class, name = "started"),
  @JsonSubTypes.Type(value = RowRejected.class, name = "row-rejected"),
  @JsonSubTypes.Type(value = BatchExpanded.class, name = "expanded"),
  @JsonSubTypes.Type(value = BatchRejected.class, name = "rejected"),
  @JsonSubTypes.Type(value = BatchCancelled.class, name = "cancelled"),
  @JsonSubTypes.Type(value = BatchCompleted.class, name = "completed")
})
public sealed interface BatchEvent
    permits BatchStarted,
        RowRejected,
        BatchExpanded,
        BatchRejected,
        BatchCancelled,
        BatchCompleted {

  String batchId();

  /** The last word of the event's type. */
  @JsonIgnore
  String happened();

  /** CloudEvents {@code type}: {@code org.albumen.batch.<happened>.v1}. */
  @JsonIgnore
  default String type() {
    return "org.albumen.batch." + happened() + ".v1";
  }

  /** CloudEvents {@code id}: a duplicate has the same. */
  @JsonIgnore
  default String id() {
    return batchId() + ":" + happened();
  }

  /** The event's record; its key is the batch's id. */
  default ProducerRecord<byte[], byte[]> toRecord(Instant time) {
    CloudEventBuilder event =
        CloudEventBuilder.v1()
            .withId(id())
            .withType(type())
            .withSource(CloudEventCodec.batch(batchId()))
            .withTime(time.atOffset(ZoneOffset.UTC))
            .withData(CloudEventCodec.JSON, Json.write(this));
    String topic = this instanceof BatchCompleted ? Topics.EVENTS : Topics.BATCHES;
    return CloudEventCodec.record(topic, batchId().getBytes(StandardCharsets.UTF_8), event, null);
  }

  /**
   * Reads an event.
   *
   * @throws IOException when the record is none of ours
   */
  static BatchEvent of(ConsumerRecord<byte[], byte[]> message) throws IOException {
    if (message.value() == null) {
      throw new IOException("the message is empty");
    }
    return Json.readLenient(message.value(), BatchEvent.class);
  }
}
