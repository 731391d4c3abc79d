package org.albumen.worker.job;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.albumen.common.event.JobFailed;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.job.ObjectRef;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** The failure of a message that is no job: told from what its headers still say. Never throws. */
final class Malformed {
  private static final String UNKNOWN = "unknown";
  private static final String BATCHES = "/albumen/batches/";
  private static final int MAX_HEADER = 1024;

  private Malformed() {}

  static JobFailed event(
      ConsumerRecord<byte[], byte[]> message,
      AlbumenException failure,
      int attempt,
      String worker) {
    String place = message.topic() + "-" + message.partition() + "-" + message.offset();
    return new JobFailed(
        header(message, "ce_id", place),
        batch(message),
        new ObjectRef(UNKNOWN, header(message, "ce_subject", place)),
        UNKNOWN,
        failure.code(),
        Reason.of(failure),
        attempt,
        worker);
  }

  private static String batch(ConsumerRecord<byte[], byte[]> message) {
    String source = header(message, "ce_source", UNKNOWN);
    if (!source.startsWith(BATCHES)) {
      return UNKNOWN;
    }
    try {
      String batch = URLDecoder.decode(source.substring(BATCHES.length()), StandardCharsets.UTF_8);
      return batch.isBlank() ? UNKNOWN : batch;
    } catch (IllegalArgumentException e) {
      return UNKNOWN;
    }
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
