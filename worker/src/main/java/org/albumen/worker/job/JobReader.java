package org.albumen.worker.job;

import java.nio.charset.StandardCharsets;
import org.albumen.common.codec.CloudEventCodec;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.Job;
import org.albumen.common.job.KeyRule;
import org.albumen.common.job.ObjectSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads a message as a job. Messages and names have an end, and names are Unicode: what a job says
 * of itself is repeated in its events and dead letters, which must fit into a message too. Whether
 * its buckets and keys are allowed is the claim's affair.
 *
 * @param maxBytes a longer message is not even parsed
 */
record JobReader(int maxBytes) {
  private static final int MAX_NAME = 255;

  /**
   * Reads a job.
   *
   * @throws AlbumenException {@code MALFORMED_JOB}, {@code JOB_TOO_LARGE}
   */
  Job read(ConsumerRecord<byte[], byte[]> message) throws AlbumenException {
    if (message.value() != null && message.value().length > maxBytes) {
      throw new AlbumenException(
          FailureCode.JOB_TOO_LARGE,
          "the message has " + message.value().length + " bytes; " + maxBytes + " are allowed");
    }
    Job job = CloudEventCodec.readJob(message);
    requireName("id", job.id(), MAX_NAME);
    requireName("batchId", job.batchId(), MAX_NAME);
    requireName("recipe", job.recipe(), MAX_NAME);
    if (job.source() instanceof ObjectSource object) {
      requireName("source.bucket", object.bucket(), MAX_NAME);
      requireName("source.key", object.key(), KeyRule.MAX_BYTES);
      requireName("source.versionId", object.versionId(), KeyRule.MAX_BYTES);
      requireName("source.etag", object.etag(), KeyRule.MAX_BYTES);
    }
    requireName("target.bucket", job.target().bucket(), MAX_NAME);
    requireName("target.prefix", job.target().prefix(), KeyRule.MAX_BYTES);
    return job;
  }

  private static void requireName(String name, @Nullable String value, int most)
      throws AlbumenException {
    if (value == null) {
      return;
    }
    if (!KeyRule.isUnicode(value)) {
      throw malformed(name + " has half a surrogate pair");
    }
    int length = value.getBytes(StandardCharsets.UTF_8).length;
    if (length > most) {
      throw malformed(name + " has " + length + " bytes; " + most + " are allowed");
    }
  }

  private static AlbumenException malformed(String problem) {
    return new AlbumenException(FailureCode.MALFORMED_JOB, "the message is no job: " + problem);
  }
}
