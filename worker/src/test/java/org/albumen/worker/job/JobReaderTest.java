package org.albumen.worker.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.job.ObjectSource;
import org.albumen.worker.fake.Messages;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobReaderTest {
  private static final String JOB =
      """
      {"id":"i","batchId":"b","source":{"bucket":"in","key":"a.jpg","etag":"e"},"recipe":"r@1",
       "target":{"bucket":"out","prefix":""},"submittedAt":"2026-01-31T12:00:00Z"}""";

  @Test
  void aMessageHasAnEnd() throws Exception {
    // Given
    ConsumerRecord<byte[], byte[]> message = Messages.raw(JOB);
    int bytes = message.value().length;
    // Then
    assertThat(new JobReader(bytes).read(message).source())
        .isEqualTo(new ObjectSource("in", "a.jpg", null, "e", null, null));
    assertThat(refusal(new JobReader(bytes - 1), JOB))
        .isEqualTo(
            "JOB_TOO_LARGE: the message has %d bytes; %d are allowed".formatted(bytes, bytes - 1));
  }

  /** Not even parsed: what is no JSON at all has the same answer. */
  @Test
  void whatIsTooLargeIsNotLookedAt() {
    assertThat(refusal(new JobReader(10), "[".repeat(11))).startsWith("JOB_TOO_LARGE: ");
  }

  /** No event could repeat it: UTF-8 cannot write it. */
  @ParameterizedTest
  @CsvSource({
    "'\"id\":\"i', id",
    "'\"batchId\":\"b', batchId",
    "'\"recipe\":\"r', recipe",
    "'\"bucket\":\"in', source.bucket",
    "'\"key\":\"a', source.key",
    "'\"etag\":\"e', source.etag",
    "'\"bucket\":\"out', target.bucket",
    "'\"prefix\":\"', target.prefix",
  })
  void halfASurrogatePairIsNoName(String field, String name) {
    // Given
    String json = JOB.replace(field, field + "\\ud83d");
    assertThat(json).isNotEqualTo(JOB);
    // Then
    assertThat(refusal(new JobReader(1 << 16), json))
        .isEqualTo("MALFORMED_JOB: the message is no job: " + name + " has half a surrogate pair");
  }

  @Test
  void namesHaveAnEnd() {
    String json = JOB.replace("a.jpg", "é".repeat(513));
    assertThat(refusal(new JobReader(1 << 16), json))
        .isEqualTo(
            "MALFORMED_JOB: the message is no job: source.key has 1026 bytes; 1024 are allowed");
  }

  private static String refusal(JobReader reader, String json) {
    ConsumerRecord<byte[], byte[]> message = Messages.raw(json);
    assertThat(message.value()).isEqualTo(json.getBytes(StandardCharsets.UTF_8));
    return catchThrowableOfType(AlbumenException.class, () -> reader.read(message)).line();
  }
}
