package org.albumen.common.deadletter;

import static org.albumen.common.deadletter.DeadLetterHeaders.binary;
import static org.albumen.common.deadletter.DeadLetterHeaders.number;
import static org.albumen.common.deadletter.DeadLetterHeaders.text;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.albumen.common.attempt.History;
import org.albumen.common.codec.CloudEventCodec;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.Job;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A message that was given up, read back from the topic of dead letters.
 *
 * @param origin the message as it stood in its own topic; the letter itself when it does not say
 * @param job what was to be done; null when the message is no job
 * @param jobId the job's, or what the message's headers say; null when nothing says
 * @param batchId likewise
 * @param code {@code UNEXPECTED} when the letter has none that is known
 * @param reason one line; empty when the letter gives none
 * @param attempts how often the job was tried in all
 * @param worker the worker that gave it up; empty when unknown
 * @param time when that was
 * @param history what became of each attempt, as far as it is known
 * @param replays how often the job had been replayed by then
 * @param replayOf the letter of which it was the replay
 * @param trace W3C trace context
 * @param omitted what of the message did not fit into the letter; null when it is whole
 */
public record DeadLetter(
    LetterId id,
    Origin origin,
    @Nullable Job job,
    @Nullable String jobId,
    @Nullable String batchId,
    FailureCode code,
    String reason,
    int attempts,
    String worker,
    Instant time,
    History history,
    int replays,
    @Nullable LetterId replayOf,
    @Nullable String trace,
    @Nullable String omitted) {

  /** Reads a letter. Never fails: whatever stands in the topic is a letter of some kind. */
  public static DeadLetter of(ConsumerRecord<byte[], byte[]> letter) {
    Headers headers = letter.headers();
    Job job = job(letter);
    return new DeadLetter(
        new LetterId(letter.partition(), letter.offset()),
        origin(letter),
        job,
        job == null ? CloudEventCodec.id(headers) : job.id(),
        job == null ? CloudEventCodec.batchId(headers) : job.batchId(),
        code(text(headers, DeadLetterHeaders.CODE)),
        Optional.ofNullable(text(headers, DeadLetterHeaders.EXCEPTION_MESSAGE)).orElse(""),
        number(headers, DeadLetterHeaders.ATTEMPTS),
        Optional.ofNullable(text(headers, DeadLetterHeaders.WORKER)).orElse(""),
        time(letter),
        History.of(headers),
        DeadLetterHeaders.replays(headers),
        replayOf(text(headers, DeadLetterHeaders.REPLAY_OF)),
        CloudEventCodec.traceparent(headers),
        text(headers, DeadLetterHeaders.OMITTED));
  }

  private static @Nullable Job job(ConsumerRecord<byte[], byte[]> letter) {
    try {
      return CloudEventCodec.readJob(letter);
    } catch (AlbumenException malformed) {
      return null;
    }
  }

  private static Origin origin(ConsumerRecord<byte[], byte[]> letter) {
    Headers headers = letter.headers();
    String topic = text(headers, DeadLetterHeaders.ORIGINAL_TOPIC);
    Long partition = binary(headers, DeadLetterHeaders.ORIGINAL_PARTITION);
    Long offset = binary(headers, DeadLetterHeaders.ORIGINAL_OFFSET);
    if (topic == null || partition == null || offset == null) {
      return new Origin(letter.topic(), letter.partition(), letter.offset(), letter.timestamp());
    }
    Long timestamp = binary(headers, DeadLetterHeaders.ORIGINAL_TIMESTAMP);
    return new Origin(topic, partition.intValue(), offset, timestamp == null ? -1 : timestamp);
  }

  private static FailureCode code(@Nullable String name) {
    try {
      return name == null ? FailureCode.UNEXPECTED : FailureCode.valueOf(name);
    } catch (IllegalArgumentException unknown) {
      return FailureCode.UNEXPECTED;
    }
  }

  private static Instant time(ConsumerRecord<byte[], byte[]> letter) {
    try {
      String time = text(letter.headers(), DeadLetterHeaders.TIME);
      return time == null ? Instant.ofEpochMilli(letter.timestamp()) : Instant.parse(time);
    } catch (DateTimeException e) {
      return Instant.ofEpochMilli(letter.timestamp());
    }
  }

  private static @Nullable LetterId replayOf(@Nullable String id) {
    try {
      return id == null ? null : LetterId.parse(id);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
