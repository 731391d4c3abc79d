package org.albumen.dispatcher;

import static org.albumen.common.deadletter.DeadLetterHeaders.add;
import static org.albumen.common.deadletter.DeadLetterHeaders.addInt;
import static org.albumen.common.deadletter.DeadLetterHeaders.addLong;

import java.time.Instant;
import org.albumen.common.attempt.Attempt;
import org.albumen.common.attempt.History;
import org.albumen.common.codec.CloudEventCodec;
import org.albumen.common.deadletter.DeadLetterHeaders;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.Job;
import org.albumen.common.job.ObjectSource;
import org.albumen.common.job.Target;
import org.albumen.common.topic.Topics;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** Dead letters as a worker writes them. */
public final class Letters {
  public static final Instant TIME = Instant.parse("2026-11-28T14:00:00Z");
  public static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  private Letters() {}

  /** A job about a photograph of that name. */
  public static Job job(String batch, String name) {
    return Job.of(
        batch,
        ObjectSource.of("archive", name + ".jpg"),
        "photo@1",
        new Target("results", "out/"),
        TIME);
  }

  /**
   * A letter about a job.
   *
   * @param offset of the job in its topic; letters of one offset are about one message
   */
  public static ProducerRecord<byte[], byte[]> buried(
      String pool, Job job, FailureCode code, long offset) {
    ProducerRecord<byte[], byte[]> message = CloudEventCodec.job(Topics.jobs(pool), job, TRACE);
    Headers headers = new RecordHeaders(message.headers());
    why(headers, Topics.jobs(pool), code, offset);
    return letter(message.key(), message.value(), headers);
  }

  /** A letter in whatever state. */
  public static ProducerRecord<byte[], byte[]> letter(
      byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
    return new ProducerRecord<>(Topics.DEAD_LETTERS, null, key, value, headers);
  }

  /** Adds why a message was given up, with one attempt. */
  public static void why(Headers headers, String topic, FailureCode code, long offset) {
    add(headers, DeadLetterHeaders.ORIGINAL_TOPIC, topic);
    addInt(headers, DeadLetterHeaders.ORIGINAL_PARTITION, 0);
    addLong(headers, DeadLetterHeaders.ORIGINAL_OFFSET, offset);
    addLong(headers, DeadLetterHeaders.ORIGINAL_TIMESTAMP, TIME.toEpochMilli());
    add(headers, DeadLetterHeaders.EXCEPTION_MESSAGE, "it is so");
    add(headers, DeadLetterHeaders.CODE, code.name());
    add(headers, DeadLetterHeaders.ATTEMPTS, "1");
    add(headers, DeadLetterHeaders.WORKER, "worker-1");
    add(headers, DeadLetterHeaders.TIME, TIME.toString());
    History.NONE.with(Attempt.failed("worker-1", code, "it is so", TIME)).writeTo(headers);
  }
}
