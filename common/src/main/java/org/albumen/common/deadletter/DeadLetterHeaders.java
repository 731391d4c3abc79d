package org.albumen.common.deadletter;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.albumen.common.attempt.History;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The headers of dead letters and of jobs that are replayed, by name, and how their values are
 * written. {@code kafka_dlt-*} are Spring Kafka's (its {@code KafkaHeaders.DLT_*}): texts in UTF-8,
 * the partition as an int and offset and timestamp as longs in network byte order. {@code
 * albumen-*} are ours, all of them texts in UTF-8. Stateless.
 */
public final class DeadLetterHeaders {
  /** Topic of the message that failed. */
  public static final String ORIGINAL_TOPIC = "kafka_dlt-original-topic";

  /** Its partition, 4 bytes. */
  public static final String ORIGINAL_PARTITION = "kafka_dlt-original-partition";

  /** Its offset, 8 bytes. */
  public static final String ORIGINAL_OFFSET = "kafka_dlt-original-offset";

  /** Its timestamp in milliseconds since 1970, 8 bytes. */
  public static final String ORIGINAL_TIMESTAMP = "kafka_dlt-original-timestamp";

  /** What that is the time of: {@code CreateTime} or {@code LogAppendTime}. */
  public static final String ORIGINAL_TIMESTAMP_TYPE = "kafka_dlt-original-timestamp-type";

  /** The share group whose member gave the message up. */
  public static final String ORIGINAL_CONSUMER_GROUP = "kafka_dlt-original-consumer-group";

  /** Class of the exception; the same for all of ours, which differ by {@link #CODE}. */
  public static final String EXCEPTION_FQCN = "kafka_dlt-exception-fqcn";

  /** Why, in one line. */
  public static final String EXCEPTION_MESSAGE = "kafka_dlt-exception-message";

  /** Name of the {@link org.albumen.common.failure.FailureCode}. */
  public static final String CODE = "albumen-code";

  /** How often the job was tried in all. */
  public static final String ATTEMPTS = "albumen-attempts";

  /** The worker that gave it up. */
  public static final String WORKER = "albumen-worker";

  /** When, ISO 8601 in UTC. */
  public static final String TIME = "albumen-time";

  /** Names what of the message did not fit into the letter; there when something did not. */
  public static final String OMITTED = "albumen-omitted";

  /** What became of each attempt, {@link History}. */
  public static final String HISTORY = History.HEADER;

  /** How often the job has been replayed. */
  public static final String REPLAYS = "albumen-replays";

  /** The letter of which the job is a replay. */
  public static final String REPLAY_OF = "albumen-dead-letter";

  /** All of them. */
  public static final List<String> ALL =
      List.of(
          ORIGINAL_TOPIC,
          ORIGINAL_PARTITION,
          ORIGINAL_OFFSET,
          ORIGINAL_TIMESTAMP,
          ORIGINAL_TIMESTAMP_TYPE,
          ORIGINAL_CONSUMER_GROUP,
          EXCEPTION_FQCN,
          EXCEPTION_MESSAGE,
          CODE,
          ATTEMPTS,
          WORKER,
          TIME,
          OMITTED,
          HISTORY,
          REPLAYS,
          REPLAY_OF);

  private DeadLetterHeaders() {}

  /** Whether a header tells of a death, and not of the job itself. */
  public static boolean tellsOfDeath(String name) {
    return name.startsWith("kafka_dlt-") || name.startsWith("albumen-");
  }

  /** How often a job has been replayed; 0 when its record does not say. */
  public static int replays(Headers headers) {
    return number(headers, REPLAYS);
  }

  /** Adds a text. */
  public static void add(Headers headers, String name, String text) {
    headers.add(name, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds 4 bytes. */
  public static void addInt(Headers headers, String name, int value) {
    headers.add(name, ByteBuffer.allocate(Integer.BYTES).putInt(value).array());
  }

  /** Adds 8 bytes. */
  public static void addLong(Headers headers, String name, long value) {
    headers.add(name, ByteBuffer.allocate(Long.BYTES).putLong(value).array());
  }

  /** A text; null when there is none. */
  static @Nullable String text(Headers headers, String name) {
    byte @Nullable [] value = value(headers, name);
    return value == null ? null : new String(value, StandardCharsets.UTF_8);
  }

  /** A count in digits; 0 when there is none. */
  static int number(Headers headers, String name) {
    String text = text(headers, name);
    return text != null && text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
  }

  /** 4 or 8 bytes; null when there are none. */
  static @Nullable Long binary(Headers headers, String name) {
    byte @Nullable [] value = value(headers, name);
    if (value == null) {
      return null;
    }
    return switch (value.length) {
      case Integer.BYTES -> (long) ByteBuffer.wrap(value).getInt();
      case Long.BYTES -> ByteBuffer.wrap(value).getLong();
      default -> null;
    };
  }

  private static byte @Nullable [] value(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    return header == null ? null : header.value();
  }
}
