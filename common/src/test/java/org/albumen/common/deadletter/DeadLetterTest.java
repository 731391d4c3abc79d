package org.albumen.common.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.albumen.common.attempt.Attempt;
import org.albumen.common.attempt.History;
import org.albumen.common.codec.CloudEventCodec;
import org.albumen.common.codec.Examples;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.topic.Topics;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadLetterTest {
  private static final Instant WRITTEN = Instant.parse("2026-11-28T14:00:00Z");
  private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  @Test
  void everythingThatIsWrittenIsReadBack() {
    // Given
    ProducerRecord<byte[], byte[]> job = CloudEventCodec.job("t", Examples.job(), TRACE);
    Headers headers = job.headers();
    DeadLetterHeaders.add(headers, DeadLetterHeaders.ORIGINAL_TOPIC, "albumen.jobs.photo");
    DeadLetterHeaders.addInt(headers, DeadLetterHeaders.ORIGINAL_PARTITION, 3);
    DeadLetterHeaders.addLong(headers, DeadLetterHeaders.ORIGINAL_OFFSET, 1L << 40);
    DeadLetterHeaders.addLong(headers, DeadLetterHeaders.ORIGINAL_TIMESTAMP, 7);
    DeadLetterHeaders.add(headers, DeadLetterHeaders.EXCEPTION_MESSAGE, "é");
    DeadLetterHeaders.add(headers, DeadLetterHeaders.CODE, "IMAGE_DAMAGED");
    DeadLetterHeaders.add(headers, DeadLetterHeaders.ATTEMPTS, "3");
    DeadLetterHeaders.add(headers, DeadLetterHeaders.WORKER, "w");
    DeadLetterHeaders.add(headers, DeadLetterHeaders.TIME, "2026-01-31T12:00:00Z");
    DeadLetterHeaders.add(headers, DeadLetterHeaders.REPLAYS, "2");
    DeadLetterHeaders.add(headers, DeadLetterHeaders.REPLAY_OF, "0-5");
    History history = History.NONE.with(Attempt.vanished(Examples.TIME));
    history.writeTo(headers);
    // When
    DeadLetter letter = DeadLetter.of(letter(job.value(), headers));
    // Then
    assertThat(letter)
        .isEqualTo(
            new DeadLetter(
                new LetterId(1, 17),
                new Origin("albumen.jobs.photo", 3, 1L << 40, 7),
                Examples.job(),
                Examples.job().id(),
                "spring 26",
                FailureCode.IMAGE_DAMAGED,
                "é",
                3,
                "w",
                Examples.TIME,
                history,
                2,
                new LetterId(0, 5),
                TRACE,
                null));
  }

  @Test
  void whatIsNoLetterOfOursIsALetterAllTheSame() {
    // When
    DeadLetter letter = DeadLetter.of(letter(null, new RecordHeaders()));
    // Then
    assertThat(letter)
        .isEqualTo(
            new DeadLetter(
                new LetterId(1, 17),
                new Origin(Topics.DEAD_LETTERS, 1, 17, WRITTEN.toEpochMilli()),
                null,
                null,
                null,
                FailureCode.UNEXPECTED,
                "",
                0,
                "",
                WRITTEN,
                History.NONE,
                0,
                null,
                null,
                null));
  }

  @Test
  void headersThatAreDamagedAreAsGoodAsNone() {
    // Given
    Headers headers = new RecordHeaders();
    for (String name : DeadLetterHeaders.ALL) {
      DeadLetterHeaders.add(headers, name, "{");
    }
    // When
    DeadLetter letter = DeadLetter.of(letter("{".getBytes(StandardCharsets.UTF_8), headers));
    // Then
    assertThat(letter.origin().topic()).isEqualTo(Topics.DEAD_LETTERS);
    assertThat(letter)
        .returns(null, DeadLetter::job)
        .returns(FailureCode.UNEXPECTED, DeadLetter::code)
        .returns(0, DeadLetter::attempts)
        .returns(WRITTEN, DeadLetter::time)
        .returns(History.NONE, DeadLetter::history)
        .returns(0, DeadLetter::replays)
        .returns(null, DeadLetter::replayOf);
  }

  @Test
  void aMessageThatIsNoJobStillTellsItsBatch() {
    // Given
    Headers headers = CloudEventCodec.job("t", Examples.job(), null).headers();
    // When
    DeadLetter letter = DeadLetter.of(letter("{".getBytes(StandardCharsets.UTF_8), headers));
    // Then
    assertThat(letter.job()).isNull();
    assertThat(letter.batchId()).isEqualTo("spring 26");
    assertThat(letter.jobId()).isEqualTo(Examples.job().id());
  }

  @Test
  void aDecisionIsReadBack() throws Exception {
    // Given
    ProducerRecord<byte[], byte[]> written = Examples.resolution().toRecord();
    // When
    Resolution read = Resolution.of(letter(written.value(), written.headers()));
    // Then
    assertThat(written.topic()).isEqualTo(Topics.DEAD_LETTERS_AUDIT);
    assertThat(written.key()).asString().isEqualTo("0-17");
    assertThat(read).isEqualTo(Examples.resolution());
  }

  @Test
  void anIdIsReadAsItIsWritten() {
    assertThat(LetterId.parse("0-17")).isEqualTo(new LetterId(0, 17)).hasToString("0-17");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "17", "0-", "-17", "0-17-1", "a-b", "0- 17", "0-9999999999999999999"})
  void whatIsNoIdIsNamed(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LetterId.parse(text))
        .withMessageContaining("'" + text + "'");
  }

  private static ConsumerRecord<byte[], byte[]> letter(byte @Nullable [] value, Headers headers) {
    return new ConsumerRecord<>(
        Topics.DEAD_LETTERS,
        1,
        17,
        WRITTEN.toEpochMilli(),
        TimestampType.CREATE_TIME,
        0,
        0,
        null,
        value,
        headers,
        Optional.empty());
  }
}
