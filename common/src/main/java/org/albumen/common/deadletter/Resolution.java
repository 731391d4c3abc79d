package org.albumen.common.deadletter;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import org.albumen.common.codec.CloudEventCodec;
import org.albumen.common.codec.Json;
import org.albumen.common.topic.Topics;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What was decided about a dead letter: an entry of the audit.
 *
 * @param letter the letter that was looked at
 * @param origin the message it is about; the decision holds for every letter of that message
 * @param jobId null when the letter does not tell
 * @param batchId likewise
 * @param by who decided
 * @param at when, by the clock of whoever decided
 * @param note why, in the words of whoever decided
 */
public record Resolution(
    LetterId letter,
    Action action,
    Origin origin,
    @Nullable String jobId,
    @Nullable String batchId,
    String by,
    Instant at,
    @Nullable String note) {
  /** CloudEvents {@code type}. */
  public static final String TYPE = "org.albumen.dead-letter.resolved.v1";

  public Resolution {
    requireNonNull(letter, "letter");
    requireNonNull(action, "action");
    requireNonNull(origin, "origin");
    requireNonNull(by, "by");
    requireNonNull(at, "at");
  }

  /** What can be decided. */
  public enum Action {
    /** The job was published again. */
    @JsonProperty("replayed")
    REPLAYED,
    /** Nothing more will be done about it. */
    @JsonProperty("dropped")
    DROPPED
  }

  /** CloudEvents {@code id}: a letter is resolved once. */
  public String eventId() {
    return letter + ":resolved";
  }

  /** The audit's record. */
  public ProducerRecord<byte[], byte[]> toRecord() {
    CloudEventBuilder event =
        CloudEventBuilder.v1()
            .withId(eventId())
            .withType(TYPE)
            .withSource(URI.create("/albumen/dead-letters"))
            .withSubject(letter.toString())
            .withTime(at.atOffset(ZoneOffset.UTC))
            .withData(CloudEventCodec.JSON, Json.write(this));
    byte[] key = letter.toString().getBytes(StandardCharsets.UTF_8);
    return CloudEventCodec.record(Topics.DEAD_LETTERS_AUDIT, key, event, null);
  }

  /**
   * Reads an entry of the audit.
   *
   * @throws IOException when the record is none of ours
   */
  public static Resolution of(ConsumerRecord<byte[], byte[]> entry) throws IOException {
    if (entry.value() == null) {
      throw new IOException("the message is empty");
    }
    return Json.readLenient(entry.value(), Resolution.class);
  }
}
