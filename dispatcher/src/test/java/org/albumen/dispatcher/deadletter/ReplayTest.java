package org.albumen.dispatcher.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.albumen.common.codec.CloudEventCodec;
import org.albumen.common.deadletter.DeadLetter;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.Job;
import org.albumen.common.job.Lane;
import org.albumen.common.topic.Topics;
import org.albumen.dispatcher.Letters;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReplayTest {
  @ParameterizedTest
  @EnumSource
  void aJobComesBackIntoItsOwnLane(Lane lane) throws Exception {
    // Given
    String topic = Topics.jobs("photo", lane);
    Letter letter = letter(topic, Letters.job("b", "a"));
    Replay replay = new Replay(Set.of(topic));

    // When
    List<ProducerRecord<byte[], byte[]>> records = replay.of(letter, Letters.TIME);

    // Then
    assertThat(records).extracting(ProducerRecord::topic).containsExactly(topic, Topics.EVENTS);
  }

  private static Letter letter(String topic, Job job) throws Exception {
    ProducerRecord<byte[], byte[]> message = CloudEventCodec.job(topic, job, null);
    Headers headers = new RecordHeaders(message.headers());
    Letters.why(headers, topic, FailureCode.ENGINE_FAILED, 7);
    ConsumerRecord<byte[], byte[]> buried =
        new ConsumerRecord<>(
            Topics.DEAD_LETTERS,
            0,
            0L,
            Letters.TIME.toEpochMilli(),
            TimestampType.CREATE_TIME,
            0,
            0,
            message.key(),
            message.value(),
            headers,
            Optional.empty());
    return new Letter(buried, DeadLetter.of(buried), null);
  }
}
