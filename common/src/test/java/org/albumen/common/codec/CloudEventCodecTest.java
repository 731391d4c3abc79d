package org.albumen.common.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;
import org.albumen.common.batch.BatchCompleted;
import org.albumen.common.batch.BatchEvent;
import org.albumen.common.control.CancelBatch;
import org.albumen.common.control.ForgetBatch;
import org.albumen.common.event.JobEvent;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.Job;
import org.albumen.common.submission.SubmissionPage;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

class CloudEventCodecTest {
  private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  @Test
  void aJobIsACloudEventInBinaryMode() {
    // Given
    Job job = Examples.job();

    // When
    ProducerRecord<byte[], byte[]> record = CloudEventCodec.job("albumen.jobs.photo", job, TRACE);

    // Then
    assertThat(record.topic()).isEqualTo("albumen.jobs.photo");
    assertThat(record.key()).isEqualTo(job.id().getBytes(StandardCharsets.UTF_8));
    assertThat(header(record, "ce_specversion")).isEqualTo("1.0");
    assertThat(header(record, "ce_id")).isEqualTo(job.id());
    assertThat(header(record, "ce_type")).isEqualTo("org.albumen.job.requested.v1");
    assertThat(header(record, "ce_source")).isEqualTo("/albumen/batches/spring+26");
    assertThat(header(record, "ce_subject")).isEqualTo("box 1/scan é.tif");
    assertThat(header(record, "ce_time")).isEqualTo("2026-01-31T12:00:00Z");
    assertThat(header(record, "content-type")).isEqualTo("application/json");
    assertThat(header(record, "ce_traceparent")).isEqualTo(TRACE);
  }

  @Test
  void aJobComesBackAsItWas() throws Exception {
    // Given
    ProducerRecord<byte[], byte[]> record = CloudEventCodec.job("t", Examples.job(), TRACE);

    // When
    Job read = CloudEventCodec.readJob(received(record));

    // Then
    assertThat(read).isEqualTo(Examples.job());
    assertThat(CloudEventCodec.traceparent(received(record).headers())).isEqualTo(TRACE);
  }

  @ParameterizedTest
  @MethodSource("org.albumen.common.codec.Examples#events")
  void anEventComesBackAsItWas(JobEvent event) throws Exception {
    // Given
    ProducerRecord<byte[], byte[]> record =
        CloudEventCodec.event("albumen.events", event, Examples.TIME, null);

    // When
    JobEvent read = CloudEventCodec.readEvent(received(record));

    // Then
    assertThat(read).isEqualTo(event);
    assertThat(read.outcome()).isEqualTo(event.outcome());
    assertThat(record.key()).isEqualTo(event.jobId().getBytes(StandardCharsets.UTF_8));
    assertThat(record.headers().lastHeader("ce_traceparent")).isNull();
    assertThat(CloudEventCodec.traceparent(record.headers())).isNull();
    CloudEvent cloudEvent = CloudEventCodec.read(received(record));
    assertThat(cloudEvent.getId()).isEqualTo(event.id());
    assertThat(cloudEvent.getType()).isEqualTo("org.albumen.job." + event.outcome() + ".v1");
    assertThat(cloudEvent.getTime()).isEqualTo(Examples.TIME.atOffset(ZoneOffset.UTC));
  }

  @ParameterizedTest
  @MethodSource("org.albumen.common.codec.Examples#pages")
  void aPageOfASubmissionComesBackAsItWas(SubmissionPage page) throws Exception {
    // Given
    ProducerRecord<byte[], byte[]> record = page.toRecord();

    // When
    SubmissionPage read = SubmissionPage.of(received(record));

    // Then
    assertThat(read).isEqualTo(page);
    assertThat(record.topic()).isEqualTo("albumen.submissions");
    assertThat(record.key()).isEqualTo(utf8(page.submission().batchId()));
    assertThat(header(record, "ce_id"))
        .isEqualTo(page.submission().batchId() + ":" + page.cursor().page());
    assertThat(header(record, "ce_type"))
        .isEqualTo(
            page.cursor().page() == 0
                ? "org.albumen.submission.requested.v1"
                : "org.albumen.submission.continued.v1");
  }

  @ParameterizedTest
  @MethodSource("org.albumen.common.codec.Examples#batchEvents")
  void anEventAboutABatchComesBackAsItWas(BatchEvent event) throws Exception {
    // Given
    ProducerRecord<byte[], byte[]> record = event.toRecord(Examples.TIME);

    // When
    BatchEvent read = BatchEvent.of(received(record));

    // Then
    assertThat(read).isEqualTo(event);
    assertThat(record.topic())
        .isEqualTo(event instanceof BatchCompleted ? "albumen.events" : "albumen.batches");
    assertThat(record.key()).isEqualTo(utf8("b"));
    assertThat(header(record, "ce_id")).isEqualTo(event.id());
    assertThat(CloudEventCodec.type(record.headers())).isEqualTo(event.type());
    assertThat(CloudEventCodec.batchId(record.headers())).isEqualTo("b");
  }

  @Test
  void aBatchsEventsAreToldApartByTheirIds() {
    assertThat(Examples.batchEvents())
        .extracting(BatchEvent::id)
        .containsExactly(
            "b:started",
            "b:row-rejected:all.csv:12",
            "b:expanded",
            "b:rejected",
            "b:cancelled",
            "b:completed:1");
  }

  @Test
  void anOrderComesBackAsItWasAndItsTypeTellsWhichItIs() throws Exception {
    // Given
    ProducerRecord<byte[], byte[]> cancel = Examples.cancelBatch().toRecord();
    ProducerRecord<byte[], byte[]> forget = Examples.forgetBatch().toRecord();

    // When
    CancelBatch cancelled = CancelBatch.of(received(cancel));
    ForgetBatch forgotten = ForgetBatch.of(received(forget));

    // Then
    assertThat(cancelled).isEqualTo(Examples.cancelBatch());
    assertThat(forgotten).isEqualTo(Examples.forgetBatch());
    assertThat(CloudEventCodec.type(cancel.headers())).isEqualTo("org.albumen.batch.cancel.v1");
    assertThat(CloudEventCodec.type(forget.headers())).isEqualTo("org.albumen.batch.forget.v1");
    assertThat(cancel.key()).isEqualTo(utf8("b"));
    assertThat(forget.key()).isEqualTo(utf8("b:forget")); // compaction keeps both
  }

  @Test
  void anEventsIdTellsItFromEveryOtherOfItsJobAndTheSameOneAgain() {
    assertThat(Examples.events())
        .extracting(JobEvent::id)
        .containsExactly(
            Examples.job().id() + ":accepted",
            Examples.seedJob().id() + ":accepted",
            "j:succeeded",
            "j:failed",
            "j:failed:2",
            "j:cancelled",
            "j:cancelled:2",
            Examples.job().id() + ":replayed:2",
            "j:reviewed:r1");
  }

  @Test
  void acceptedReplayedAndReviewedAreNotTheEnd() {
    assertThat(Examples.events())
        .extracting(JobEvent::outcome, JobEvent::terminal)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("accepted", false),
            org.assertj.core.groups.Tuple.tuple("accepted", false),
            org.assertj.core.groups.Tuple.tuple("succeeded", true),
            org.assertj.core.groups.Tuple.tuple("failed", true),
            org.assertj.core.groups.Tuple.tuple("failed", true),
            org.assertj.core.groups.Tuple.tuple("cancelled", true),
            org.assertj.core.groups.Tuple.tuple("cancelled", true),
            org.assertj.core.groups.Tuple.tuple("replayed", false),
            org.assertj.core.groups.Tuple.tuple("reviewed", false));
  }

  @Test
  void plainJsonWithoutHeadersIsRead() throws Exception {
    // Given
    byte[] json = Json.write(Examples.smallestJob());

    // When
    Job read = CloudEventCodec.readJob(record(json));

    // Then
    assertThat(read).isEqualTo(Examples.smallestJob());
  }

  @Test
  void theRecordOfAnEventCanBeCopiedWithMoreHeaders() {
    // Given
    ProducerRecord<byte[], byte[]> record = CloudEventCodec.job("t", Examples.job(), null);

    // When
    Headers more = record.headers().add("albumen-code", new byte[] {1});

    // Then
    assertThat(more.lastHeader("albumen-code")).isNotNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''           | the message is empty",
        "' '          | the message is no job: the JSON is empty",
        "'garbage'    | 'the message is no job: not JSON at line 1, column 1'",
        "'[]'         | the message is no job: the JSON must be an object",
        "'null'       | the message is no job: the JSON is null",
        "'7'          | the message is no job: the JSON must be an object",
        "'{\"id\":\"j'| the message is no job: the JSON ends early",
        "'{}'         | the message is no job: id is missing",
      })
  void whatIsNoJobIsMalformed(String value, String expected) {
    // Given
    ConsumerRecord<byte[], byte[]> record = record(value.getBytes(StandardCharsets.UTF_8));

    // When
    AlbumenException refused = refusal(record);

    // Then
    assertThat(refused.code()).isEqualTo(FailureCode.MALFORMED_JOB);
    assertThat(refused).hasMessage(expected);
  }

  static final byte[][] BINARY = {
    {0}, {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe0}, {(byte) 0xc3, 0x28}, new byte[4096],
  };

  @ParameterizedTest
  @FieldSource("BINARY")
  void bytesThatAreNoTextAreMalformed(byte[] value) {
    assertThat(refusal(record(value)).getMessage()).startsWith("the message is no job: not JSON");
  }

  @Test
  void aTombstoneIsMalformed() {
    assertThat(refusal(new ConsumerRecord<>("t", 0, 0, null, null)).code())
        .isEqualTo(FailureCode.MALFORMED_JOB);
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> CloudEventCodec.readEvent(new ConsumerRecord<>("t", 0, 0, null, null)));
  }

  @Test
  void deepNestingIsMalformedAndNoStackOverflow() {
    // Given
    byte[] deep = "{\"source\":".repeat(200_000).getBytes(StandardCharsets.UTF_8);

    // When
    AlbumenException refused = refusal(record(deep));

    // Then
    assertThat(refused.code()).isEqualTo(FailureCode.MALFORMED_JOB);
  }

  @Test
  void everyTruncationOfAJobIsMalformed() {
    byte[] whole = Json.write(Examples.job());
    for (int length = 0; length < whole.length; length++) {
      AlbumenException refused = refusal(record(Arrays.copyOf(whole, length)));
      assertThat(refused.code()).isEqualTo(FailureCode.MALFORMED_JOB);
    }
  }

  private static AlbumenException refusal(ConsumerRecord<byte[], byte[]> record) {
    return catchThrowableOfType(AlbumenException.class, () -> CloudEventCodec.readJob(record));
  }

  private static String header(ProducerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static ConsumerRecord<byte[], byte[]> record(byte[] value) {
    return new ConsumerRecord<>("t", 0, 0, new byte[0], value);
  }

  private static ConsumerRecord<byte[], byte[]> received(ProducerRecord<byte[], byte[]> sent) {
    return new ConsumerRecord<>(
        sent.topic(),
        0,
        0L,
        0L,
        TimestampType.CREATE_TIME,
        0,
        0,
        sent.key(),
        sent.value(),
        new RecordHeaders(sent.headers()),
        Optional.empty());
  }
}
