package org.albumen.common.topic;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.albumen.common.config.ConfigLoader;
import org.albumen.common.config.KafkaClients;
import org.albumen.common.job.Lane;
import org.albumen.embedded.EmbeddedKafka;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
@SuppressWarnings("NullAway.Init")
class TopicSetupIT {
  private static final String JOBS = Topics.jobs("photo");

  @TempDir static Path folder;
  private static EmbeddedKafka kafka;
  private static KafkaClients clients;

  @BeforeAll
  static void start() throws Exception {
    kafka = EmbeddedKafka.start(folder);
    clients =
        new KafkaClients(
            ConfigLoader.load(
                    null, Map.of("albumen.kafka.bootstrap-servers", kafka.bootstrapServers()))
                .kafka());
    try (Admin admin = clients.admin()) {
      TopicSetup setup = new TopicSetup(admin);
      setup.create("photo", 1);
      setup.create("photo", 1); // what is there stays
      setup.shareGroup("albumen-workers", 10_000, 5);
    }
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  @Test
  void deadLettersAndTheirAuditAreKeptForEver() throws Exception {
    try (Admin admin = clients.admin()) {
      for (String topic : List.of(Topics.DEAD_LETTERS, Topics.DEAD_LETTERS_AUDIT)) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        Config config =
            requireNonNull(admin.describeConfigs(List.of(resource)).all().get().get(resource));
        assertThat(config.get("retention.ms").value()).isEqualTo("-1");
        assertThat(config.get("retention.bytes").value()).isEqualTo("-1");
      }
    }
  }

  @Test
  void everyLaneOrderAndBatchHasItsTopic() throws Exception {
    try (Admin admin = clients.admin()) {
      // When
      var topics =
          admin
              .describeTopics(
                  List.of(
                      Topics.jobs("photo", Lane.INTERACTIVE),
                      Topics.SUBMISSIONS,
                      Topics.BATCHES,
                      Topics.CONTROL))
              .allTopicNames()
              .get();
      ConfigResource control = new ConfigResource(ConfigResource.Type.TOPIC, Topics.CONTROL);
      Config config =
          requireNonNull(admin.describeConfigs(List.of(control)).all().get().get(control));

      // Then
      assertThat(topics).hasSize(4);
      assertThat(requireNonNull(topics.get(Topics.BATCHES)).partitions())
          .hasSameSizeAs(requireNonNull(topics.get(Topics.SUBMISSIONS)).partitions());
      assertThat(config.get("cleanup.policy").value()).isEqualTo("compact");
      assertThat(config.get("message.timestamp.type").value()).isEqualTo("LogAppendTime");
    }
  }

  @Test
  void whatABrokenOffReplaySentIsNeverDelivered() throws Exception {
    // Given
    try (Producer<byte[], byte[]> replay = clients.transactionalProducer("replay")) {
      replay.initTransactions();
      replay.beginTransaction();
      replay.send(job("aborted")).get();
      replay.abortTransaction();
      replay.beginTransaction();
      replay.send(job("committed")).get();
      replay.commitTransaction();
    }
    // When
    List<String> delivered = new ArrayList<>();
    try (KafkaShareConsumer<byte[], byte[]> worker = clients.shareConsumer("w")) {
      worker.subscribe(List.of(JOBS));
      Instant deadline = Instant.now().plusSeconds(60);
      while (!delivered.contains("committed") && Instant.now().isBefore(deadline)) {
        for (ConsumerRecord<byte[], byte[]> record : worker.poll(Duration.ofSeconds(1))) {
          delivered.add(new String(record.value(), StandardCharsets.UTF_8));
          worker.acknowledge(record, AcknowledgeType.ACCEPT);
        }
      }
      worker.commitSync();
    }
    // Then
    assertThat(delivered).containsExactly("committed");
  }

  private static ProducerRecord<byte[], byte[]> job(String value) {
    return new ProducerRecord<>(JOBS, value.getBytes(StandardCharsets.UTF_8));
  }
}
