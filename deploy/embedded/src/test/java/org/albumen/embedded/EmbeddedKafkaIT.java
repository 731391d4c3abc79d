package org.albumen.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class EmbeddedKafkaIT {
  private static final String TOPIC = "jobs";
  private static final String GROUP = "workers";

  @TempDir Path folder;

  @Test
  void aShareGroupReceivesEachRecordOnceAndASettledRecordStaysSettled() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(folder)) {
      // Given
      prepare(kafka);
      produce(kafka, List.of("one", "two", "three"));
      // When
      List<String> first = consume(kafka, 3);
      produce(kafka, List.of("four"));
      List<String> second = consume(kafka, 1);
      // Then
      assertThat(first).containsExactlyInAnyOrder("one", "two", "three");
      assertThat(second).containsExactly("four");
    }
  }

  @Test
  void aRestartOnTheSameFolderKeepsRecordsAndWhatIsSettled() throws Exception {
    // Given
    String address;
    List<String> settled;
    try (EmbeddedKafka kafka = EmbeddedKafka.start(folder)) {
      prepare(kafka);
      produce(kafka, List.of("one", "two"));
      settled = consume(kafka, 1);
      address = kafka.bootstrapServers();
    }
    int port = Integer.parseInt(address.substring(address.indexOf(':') + 1));
    // When
    try (EmbeddedKafka kafka = EmbeddedKafka.start(folder, port)) {
      produce(kafka, List.of("three"));
      List<String> rest = consume(kafka, 2);
      // Then
      assertThat(kafka.bootstrapServers()).isEqualTo(address);
      assertThat(settled).hasSize(1);
      assertThat(rest).hasSize(2).contains("three").doesNotContainAnyElementsOf(settled);
    }
  }

  @Test
  void twoBrokersInOneJvmDoNotSeeEachOther(@TempDir Path other) throws Exception {
    try (EmbeddedKafka left = EmbeddedKafka.start(folder);
        EmbeddedKafka right = EmbeddedKafka.start(other)) {
      // Given
      prepare(left);
      prepare(right);
      // When
      produce(left, List.of("left"));
      produce(right, List.of("right"));
      // Then
      assertThat(consume(left, 1)).containsExactly("left");
      assertThat(consume(right, 1)).containsExactly("right");
    }
  }

  @Test
  void topicsAreNotCreatedByMentioningThem() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(folder);
        Admin admin = admin(kafka)) {
      assertThatThrownBy(() -> admin.describeTopics(List.of("misspelt")).allTopicNames().get())
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(UnknownTopicOrPartitionException.class);
      assertThat(admin.listTopics().names().get()).isEqualTo(Set.of());
    }
  }

  @Test
  void aFolderInUseIsRefusedWithOneLine() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(folder)) {
      assertThatThrownBy(() -> EmbeddedKafka.start(folder))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(folder.toString())
          .message()
          .doesNotContain("\n");
      // Then the first one still serves.
      prepare(kafka);
    }
  }

  @Test
  void aPortInUseIsRefusedWithOneLine(@TempDir Path other) throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(folder)) {
      String address = kafka.bootstrapServers();
      int port = Integer.parseInt(address.substring(address.indexOf(':') + 1));
      assertThatThrownBy(() -> EmbeddedKafka.start(other, port))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("port " + port)
          .message()
          .doesNotContain("\n");
    }
  }

  private static Admin admin(EmbeddedKafka kafka) {
    return Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
  }

  private static void prepare(EmbeddedKafka kafka) throws Exception {
    try (Admin admin = admin(kafka)) {
      admin.createTopics(List.of(new NewTopic(TOPIC, 4, (short) 1))).all().get();
      admin
          .incrementalAlterConfigs(
              Map.of(
                  new ConfigResource(ConfigResource.Type.GROUP, GROUP),
                  List.of(
                      set("share.auto.offset.reset", "earliest"),
                      set("share.record.lock.duration.ms", "1000"))))
          .all()
          .get();
    }
  }

  private static AlterConfigOp set(String name, String value) {
    return new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
  }

  private static void produce(EmbeddedKafka kafka, List<String> values) throws Exception {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", kafka.bootstrapServers(), "acks", "all");
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      for (String value : values) {
        producer.send(new ProducerRecord<>(TOPIC, value, value)).get();
      }
    }
  }

  /** Accepts records one at a time until there are {@code wanted}, or 30 seconds have passed. */
  private static List<String> consume(EmbeddedKafka kafka, int wanted) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            kafka.bootstrapServers(),
            "group.id",
            GROUP,
            "max.poll.records",
            1,
            "share.acquire.mode",
            "record_limit",
            "share.acknowledgement.mode",
            "explicit");
    List<String> values = new ArrayList<>();
    Instant deadline = Instant.now().plusSeconds(30);
    try (KafkaShareConsumer<String, String> consumer =
        new KafkaShareConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of(TOPIC));
      while (values.size() < wanted && Instant.now().isBefore(deadline)) {
        for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofSeconds(1))) {
          values.add(record.value());
          consumer.acknowledge(record, AcknowledgeType.ACCEPT);
          assertThat(consumer.commitSync().values()).allMatch(java.util.Optional::isEmpty);
        }
      }
    }
    return values;
  }
}
