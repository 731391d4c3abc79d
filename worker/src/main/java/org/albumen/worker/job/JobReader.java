package org.albumen.worker.job;

import java.nio.charset.StandardCharsets;
import org.albumen.common.codec.CloudEventCodec;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.Job;
import org.albumen.common.job.ObjectRef;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Reads a message as a job. Names have an end: what a job says of itself is repeated in its events
 * and dead letters, which must fit into a message too.
 */
final class JobReader {
  private static final int MAX_NAME = 255;

  /** S3's own limit for keys, in bytes of UTF-8. */
  private static final int MAX_KEY = 1024;

  private JobReader() {}

  /**
   * Reads a job.
   *
   * @throws AlbumenException {@code MALFORMED_JOB}
   */
  static Job read(ConsumerRecord<byte[], byte[]> message) throws AlbumenException {
    Job job = CloudEventCodec.readJob(message);
    requireShort("id", job.id(), MAX_NAME);
    requireShort("batchId", job.batchId(), MAX_NAME);
    requireShort("recipe", job.recipe(), MAX_NAME);
    if (job.source().ref() instanceof ObjectRef object) {
      requireShort("source.bucket", object.bucket(), MAX_NAME);
      requireShort("source.key", object.key(), MAX_KEY);
    }
    requireShort("target.bucket", job.target().bucket(), MAX_NAME);
    requireShort("target.prefix", job.target().prefix(), MAX_KEY);
    return job;
  }

  private static void requireShort(String name, String value, int most) throws AlbumenException {
    int length = value.getBytes(StandardCharsets.UTF_8).length;
    if (length > most) {
      throw new AlbumenException(
          FailureCode.MALFORMED_JOB,
          "the message is no job: " + name + " has " + length + " bytes; " + most + " are allowed");
    }
  }
}
