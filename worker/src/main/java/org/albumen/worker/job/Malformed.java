package org.albumen.worker.job;

import static java.util.Objects.requireNonNullElse;

import java.nio.charset.StandardCharsets;
import org.albumen.common.codec.CloudEventCodec;
import org.albumen.common.event.JobFailed;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.job.ObjectRef;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** The failure of a message that is no job: told from what its headers still say. Never throws. */
final class Malformed {
  private static final String UNKNOWN = "unknown";
  private static final int MAX_HEADER = 1024;

  private Malformed() {}

  static JobFailed event(
      ConsumerRecord<byte[], byte[]> message,
      AlbumenException failure,
      int attempt,
      String worker) {
    String place = message.topic() + "-" + message.partition() + "-" + message.offset();
    return new JobFailed(
        requireNonNullElse(CloudEventCodec.id(message.headers()), place),
        requireNonNullElse(CloudEventCodec.batchId(message.headers()), UNKNOWN),
        new ObjectRef(UNKNOWN, header(message, "ce_subject", place)),
        UNKNOWN,
        failure.code(),
        Reason.of(failure),
        attempt,
        worker);
  }

  private static String header(
      ConsumerRecord<byte[], byte[]> message, String name, String otherwise) {
    Header header = message.headers().lastHeader(name);
    if (header == null || header.value() == null || header.value().length > MAX_HEADER) {
      return otherwise;
    }
    String text = new String(header.value(), StandardCharsets.UTF_8);
    return text.isBlank() ? otherwise : text;
  }
}
