package org.albumen.common.submission;

import static java.util.Objects.requireNonNull;

import io.cloudevents.core.builder.CloudEventBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import org.albumen.common.codec.CloudEventCodec;
import org.albumen.common.codec.Json;
import org.albumen.common.topic.Topics;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The next page of a submission that is to become jobs: the submission itself at first, then its
 * continuations. The record's key is the batch's id.
 *
 * @param submission whole, so that whoever takes a page needs to know nothing else
 * @param cursor where the page begins
 */
public record SubmissionPage(Submission submission, Cursor cursor) {
  /** CloudEvents {@code type} of a submission. */
  public static final String REQUESTED = "org.albumen.submission.requested.v1";

  /** CloudEvents {@code type} of a continuation. */
  public static final String CONTINUED = "org.albumen.submission.continued.v1";

  public SubmissionPage {
    requireNonNull(submission, "submission");
    requireNonNull(cursor, "cursor");
  }

  /** The first page. */
  public static SubmissionPage first(Submission submission) {
    return new SubmissionPage(submission, Cursor.START);
  }

  /** The record that asks for this page. */
  public ProducerRecord<byte[], byte[]> toRecord() {
    CloudEventBuilder event =
        CloudEventBuilder.v1()
            .withId(submission.batchId() + ":" + cursor.page())
            .withType(cursor.page() == 0 ? REQUESTED : CONTINUED)
            .withSource(CloudEventCodec.batch(submission.batchId()))
            .withTime(submission.submittedAt().atOffset(ZoneOffset.UTC))
            .withData(CloudEventCodec.JSON, Json.write(this));
    byte[] key = submission.batchId().getBytes(StandardCharsets.UTF_8);
    return CloudEventCodec.record(Topics.SUBMISSIONS, key, event, null);
  }

  /**
   * Reads a page.
   *
   * @throws IOException when the record is none of ours
   */
  public static SubmissionPage of(ConsumerRecord<byte[], byte[]> message) throws IOException {
    if (message.value() == null) {
      throw new IOException("the message is empty");
    }
    return Json.readLenient(message.value(), SubmissionPage.class);
  }
}
