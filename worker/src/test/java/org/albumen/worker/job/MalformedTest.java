package org.albumen.worker.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.albumen.common.event.JobFailed;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.Job;
import org.albumen.common.job.ObjectSource;
import org.albumen.worker.fake.Messages;
import org.albumen.worker.fake.ScriptedRestorer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MalformedTest {
  private final AlbumenException failure =
      new AlbumenException(FailureCode.MALFORMED_JOB, "no job");

  @Test
  void headersStillTellJobBatchAndSource() {
    // Given
    ConsumerRecord<byte[], byte[]> message = Messages.raw("{");
    header(message, "ce_id", "job-7");
    header(message, "ce_source", "/albumen/batches/B%C3%BCcher");
    header(message, "ce_subject", "a.jpg");
    // When
    JobFailed event = Malformed.event(message, failure, 2, "w");
    // Then
    assertThat(event.id()).isEqualTo("job-7:failed");
    assertThat(event.batchId()).isEqualTo("Bücher");
    assertThat(event.source().name()).isEqualTo("a.jpg");
    assertThat(event.code()).isEqualTo(FailureCode.MALFORMED_JOB);
    assertThat(event.attempts()).isEqualTo(2);
  }

  @Test
  void withoutHeadersThePlaceInTheTopicIsTheName() {
    JobFailed event = Malformed.event(Messages.raw("{"), failure, 1, "w");
    assertThat(event.jobId()).isEqualTo("albumen.jobs.photo-3-42");
    assertThat(event.batchId()).isEqualTo("unknown");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "elsewhere", "/albumen/batches/", "/albumen/batches/%zz"})
  void aSourceThatNamesNoBatchIsUnknown(String source) {
    // Given
    ConsumerRecord<byte[], byte[]> message = Messages.raw("{");
    header(message, "ce_source", source);
    // When
    JobFailed event = Malformed.event(message, failure, 1, "w");
    // Then
    assertThat(event.batchId()).isEqualTo("unknown");
  }

  @Test
  void endlessHeadersAndReasonsAreNotRepeated() {
    // Given
    ConsumerRecord<byte[], byte[]> message = Messages.raw("{");
    header(message, "ce_id", "x".repeat(1 << 20));
    AlbumenException endless = new AlbumenException(FailureCode.MALFORMED_JOB, "y".repeat(1 << 20));
    // When
    JobFailed event = Malformed.event(message, endless, 1, "w");
    // Then
    assertThat(event.jobId()).isEqualTo("albumen.jobs.photo-3-42");
    assertThat(event.message()).hasSizeLessThan(1100);
  }

  @Test
  void aJobWithEndlessNamesIsNoJob() {
    // Given
    Job job =
        new Job(
            "id",
            "b".repeat(300_000),
            ObjectSource.of("scans", "a.jpg"),
            "photo@1",
            Messages.TARGET,
            Instant.EPOCH,
            null);
    // When, Then
    assertThatThrownBy(() -> new JobReader(1 << 20).read(Messages.message(job)))
        .isInstanceOfSatisfying(
            AlbumenException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.MALFORMED_JOB))
        .hasMessageContaining("batchId has 300000 bytes");
  }

  private static void header(ConsumerRecord<byte[], byte[]> message, String name, String value) {
    message.headers().add(name, ScriptedRestorer.utf8(value));
  }
}
