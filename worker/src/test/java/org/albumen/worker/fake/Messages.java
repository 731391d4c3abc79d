package org.albumen.worker.fake;

import java.time.Instant;
import java.util.Optional;
import org.albumen.common.codec.CloudEventCodec;
import org.albumen.common.job.Job;
import org.albumen.common.job.Source;
import org.albumen.common.job.Target;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** Jobs and the messages that carry them. */
public final class Messages {
  /** The topic from which messages seem to come. */
  public static final String TOPIC = "albumen.jobs.photo";

  /** The bucket and prefix of every result. */
  public static final Target TARGET = new Target("results", "out");

  /** A trace context. */
  public static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  private Messages() {}

  public static Job job(Source source) {
    return Job.of("batch", source, "photo@1", TARGET, Instant.EPOCH);
  }

  public static Job job(Source source, String recipe, Instant deadline) {
    Job job = job(source);
    return new Job(job.id(), job.batchId(), source, recipe, TARGET, job.submittedAt(), deadline);
  }

  /** The message of a job, as a consumer gets it. */
  public static ConsumerRecord<byte[], byte[]> message(Job job) {
    return delivered(CloudEventCodec.job(TOPIC, job, TRACE));
  }

  /** A message of any content without headers. */
  public static ConsumerRecord<byte[], byte[]> raw(String text) {
    return delivered(new ProducerRecord<>(TOPIC, ScriptedRestorer.utf8(text)));
  }

  /** What is produced, as a consumer gets it. */
  public static ConsumerRecord<byte[], byte[]> delivered(ProducerRecord<byte[], byte[]> record) {
    return new ConsumerRecord<>(
        TOPIC,
        3,
        42L,
        7L,
        TimestampType.CREATE_TIME,
        0,
        0,
        record.key(),
        record.value(),
        new RecordHeaders(record.headers()),
        Optional.empty());
  }
}
