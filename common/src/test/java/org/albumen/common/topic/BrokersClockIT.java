package org.albumen.common.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.albumen.common.config.ConfigLoader;
import org.albumen.common.config.KafkaClients;
import org.albumen.embedded.EmbeddedKafka;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class BrokersClockIT {
  @TempDir private Path folder;

  @Test
  void aProducerWhoseClockIsHoursAheadIsTakenAtTheBrokersTime() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(folder)) {
      // Given
      KafkaClients clients =
          new KafkaClients(
              ConfigLoader.load(
                      null, Map.of("albumen.kafka.bootstrap-servers", kafka.bootstrapServers()))
                  .kafka());
      try (Admin admin = clients.admin()) {
        new TopicSetup(admin).create("photo", 1);
      }
      long ahead = Instant.now().plus(Duration.ofHours(2)).toEpochMilli();
      try (Producer<byte[], byte[]> producer = clients.producer("test")) {
        for (String topic : List.of(Topics.EVENTS, Topics.DEAD_LETTERS, Topics.ATTEMPTS)) {
          // When
          RecordMetadata sent =
              producer
                  .send(new ProducerRecord<>(topic, null, ahead, new byte[1], new byte[1]))
                  .get();
          // Then
          assertThat(sent.timestamp()).as(topic).isLessThan(ahead);
        }
      }
    }
  }
}
