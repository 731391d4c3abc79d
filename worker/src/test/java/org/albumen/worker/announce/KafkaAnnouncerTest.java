package org.albumen.worker.announce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.albumen.common.attempt.Attempt;
import org.albumen.common.attempt.History;
import org.albumen.common.codec.CloudEventCodec;
import org.albumen.common.deadletter.DeadLetterHeaders;
import org.albumen.common.event.JobCancelled;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.Lane;
import org.albumen.common.job.ObjectRef;
import org.albumen.common.job.ObjectSource;
import org.albumen.common.topic.Topics;
import org.albumen.worker.attempt.Standing;
import org.albumen.worker.fake.Messages;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(30)
class KafkaAnnouncerTest {
  private final Refusing producer = new Refusing();
  private final KafkaAnnouncer announcer =
      new KafkaAnnouncer(producer, "me", "crew", Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
  private final ConsumerRecord<byte[], byte[]> message =
      Messages.message(Messages.job(ObjectSource.of("scans", "a.jpg")));

  @Test
  void anEventIsACloudEventThatCarriesTheTrace() throws Exception {
    // When
    announcer.announce(
        new JobCancelled("job", "batch", new ObjectRef("scans", "a.jpg")), Messages.TRACE);
    // Then
    ProducerRecord<byte[], byte[]> sent = producer.history().get(0);
    assertThat(sent.topic()).isEqualTo(Topics.EVENTS);
    assertThat(text(sent, "ce_id")).isEqualTo("job:cancelled");
    assertThat(text(sent, CloudEventCodec.TRACE_HEADER)).isEqualTo(Messages.TRACE);
  }

  @Test
  void aDeadLetterIsTheMessageAsItCameWithTheReason() throws Exception {
    // When
    announcer.bury(message, new Burial(FailureCode.NOT_AN_IMAGE, "it is a poem", 3, History.NONE));
    // Then
    ProducerRecord<byte[], byte[]> sent = producer.history().get(0);
    assertThat(sent.topic()).isEqualTo(Topics.DEAD_LETTERS);
    assertThat(sent.key()).isEqualTo(message.key());
    assertThat(sent.value()).isEqualTo(message.value());
    assertThat(text(sent, "ce_id")).isEqualTo(new String(message.key(), StandardCharsets.UTF_8));
    assertThat(text(sent, "albumen-code")).isEqualTo("NOT_AN_IMAGE");
    assertThat(text(sent, "albumen-attempts")).isEqualTo("3");
    assertThat(text(sent, "albumen-worker")).isEqualTo("me");
    assertThat(text(sent, "albumen-time")).isEqualTo("1970-01-01T00:00:00Z");
    assertThat(text(sent, "kafka_dlt-exception-message")).isEqualTo("it is a poem");
    assertThat(text(sent, "kafka_dlt-original-topic")).isEqualTo(Messages.TOPIC);
    assertThat(bytes(sent, "kafka_dlt-original-partition").getInt()).isEqualTo(3);
    assertThat(bytes(sent, "kafka_dlt-original-offset").getLong()).isEqualTo(42);
    assertThat(bytes(sent, "kafka_dlt-original-timestamp").getLong()).isEqualTo(7);
    assertThat(text(sent, "kafka_dlt-original-timestamp-type"))
        .isEqualTo(message.timestampType().toString());
    assertThat(text(sent, "kafka_dlt-original-consumer-group")).isEqualTo("crew");
    assertThat(text(sent, "kafka_dlt-exception-fqcn"))
        .isEqualTo("org.albumen.common.failure.AlbumenException");
  }

  @Test
  void aJobThatIsBuriedAgainTellsOfItsLastDeathAndOfItsReplay() throws Exception {
    // Given
    Headers headers = message.headers();
    DeadLetterHeaders.add(headers, DeadLetterHeaders.REPLAYS, "1");
    DeadLetterHeaders.add(headers, DeadLetterHeaders.REPLAY_OF, "0-17");
    DeadLetterHeaders.add(headers, DeadLetterHeaders.ORIGINAL_TOPIC, "elsewhere");
    DeadLetterHeaders.add(headers, DeadLetterHeaders.OMITTED, "all of it");
    History history = History.NONE.with(Attempt.vanished(Instant.EPOCH));
    history.writeTo(headers);
    // When
    announcer.bury(
        message,
        new Burial(
            FailureCode.NOT_AN_IMAGE,
            "it is a poem",
            2,
            history.with(Attempt.drained("w", Instant.EPOCH))));
    // Then
    ProducerRecord<byte[], byte[]> sent = producer.history().get(0);
    assertThat(sent.headers().headers(DeadLetterHeaders.ORIGINAL_TOPIC)).hasSize(1);
    assertThat(sent.headers().headers(DeadLetterHeaders.HISTORY)).hasSize(1);
    assertThat(sent.headers().lastHeader(DeadLetterHeaders.OMITTED)).isNull();
    assertThat(text(sent, DeadLetterHeaders.ORIGINAL_TOPIC)).isEqualTo(Messages.TOPIC);
    assertThat(text(sent, DeadLetterHeaders.REPLAYS)).isEqualTo("1");
    assertThat(text(sent, DeadLetterHeaders.REPLAY_OF)).isEqualTo("0-17");
    assertThat(History.of(sent.headers()).attempts()).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource
  void aJobStaysInItsOwnLane(Lane lane) throws Exception {
    // Given
    String topic = Topics.jobs("photo", lane);
    ConsumerRecord<byte[], byte[]> taken =
        new ConsumerRecord<>(topic, 3, 42L, message.key(), message.value());
    // When
    announcer.requeue(taken, Standing.of(taken, 9, List.of(), Instant.EPOCH));
    announcer.bury(taken, new Burial(FailureCode.NOT_AN_IMAGE, "it is a poem", 3, History.NONE));
    // Then
    assertThat(producer.history().get(0).topic()).isEqualTo(topic);
    assertThat(text(producer.history().get(1), "kafka_dlt-original-topic")).isEqualTo(topic);
  }

  @Test
  void everyHeaderOfADeathHasAName() throws Exception {
    // When
    announcer.bury(
        message,
        new Burial(
            FailureCode.NOT_AN_IMAGE,
            "it is a poem",
            1,
            History.NONE.with(Attempt.vanished(Instant.EPOCH))));
    // Then
    assertThat(producer.history().get(0).headers().toArray())
        .extracting(Header::key)
        .filteredOn(DeadLetterHeaders::tellsOfDeath)
        .hasSize(13)
        .isSubsetOf(DeadLetterHeaders.ALL);
  }

  @Test
  void aMessageTooLargeToBeBuriedWithItsReasonLeavesTheReason() throws Exception {
    // Given
    producer.next = new RecordTooLargeException("too large");
    // When
    announcer.bury(message, new Burial(FailureCode.MALFORMED_JOB, "endless", 1, History.NONE));
    // Then
    ProducerRecord<byte[], byte[]> sent = producer.history().get(0);
    assertThat(sent.value()).isNull();
    assertThat(text(sent, "albumen-code")).isEqualTo("MALFORMED_JOB");
    assertThat(text(sent, "albumen-omitted")).isEqualTo("key, value, headers");
    assertThat(bytes(sent, "kafka_dlt-original-offset").getLong()).isEqualTo(42);
    assertThat(sent.headers().lastHeader("ce_id")).isNull();
  }

  @Test
  void aBrokerThatDoesNotAnswerIsAFailureWithACode() {
    // Given
    producer.next = new TimeoutException("no answer");
    // When, Then
    assertThatThrownBy(
            () ->
                announcer.bury(
                    message, new Burial(FailureCode.NOT_AN_IMAGE, "why", 1, History.NONE)))
        .isInstanceOfSatisfying(
            AlbumenException.class,
            e -> assertThat(e.code()).isEqualTo(FailureCode.KAFKA_UNAVAILABLE))
        .hasMessageContaining(Topics.DEAD_LETTERS);
  }

  @Test
  void anInterruptIsPassedOn() {
    // Given
    Thread.currentThread().interrupt();
    producer.hanging = true;
    // When, Then
    assertThatThrownBy(
            () ->
                announcer.bury(
                    message, new Burial(FailureCode.NOT_AN_IMAGE, "why", 1, History.NONE)))
        .isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isFalse();
  }

  private static String text(ProducerRecord<byte[], byte[]> record, String header) {
    return new String(record.headers().lastHeader(header).value(), StandardCharsets.UTF_8);
  }

  private static ByteBuffer bytes(ProducerRecord<byte[], byte[]> record, String header) {
    return ByteBuffer.wrap(record.headers().lastHeader(header).value());
  }

  /**
   * Kafka's own in-memory producer; it can be told to refuse the next record, or never to answer.
   */
  private static final class Refusing extends MockProducer<byte[], byte[]> {
    private @org.jspecify.annotations.Nullable RuntimeException next;
    private boolean hanging;

    private Refusing() {
      super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public synchronized java.util.concurrent.Future<
            org.apache.kafka.clients.producer.RecordMetadata>
        send(ProducerRecord<byte[], byte[]> record) {
      if (hanging) {
        return new java.util.concurrent.CompletableFuture<>();
      }
      RuntimeException failure = next;
      next = null;
      return failure == null
          ? super.send(record)
          : java.util.concurrent.CompletableFuture.failedFuture(failure);
    }
  }
}
