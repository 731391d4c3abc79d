package org.albumen.dispatcher.submit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.albumen.common.topic.Topics;
import org.albumen.dispatcher.Services;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class BoundedMemoryIT {
  private static final long OBJECTS = 300_000;

  @Test
  void threeHundredThousandObjectsAreSubmittedWithin64MegabytesOfHeap(@TempDir Path folder)
      throws Exception {
    try (Services services = Services.start(folder)) {
      // Given
      services.createTopics("many");
      File printed = folder.resolve("printed").toFile();
      List<String> command =
          List.of(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-Xmx64m",
              "-XX:+ExitOnOutOfMemoryError",
              "-cp",
              System.getProperty("java.class.path"),
              ManyObjects.class.getName(),
              services.bootstrapServers(),
              "many",
              Long.toString(OBJECTS));
      // When
      Process submitter =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(printed).start();
      try {
        // Then
        assertThat(submitter.waitFor(240, TimeUnit.SECONDS)).isTrue();
        String outcome = Files.readString(printed.toPath());
        System.out.print(outcome); // the figure in RATIONALE.md
        assertThat(outcome).contains("jobs=" + OBJECTS + ",");
        assertThat(submitter.exitValue()).isZero();
        assertThat(end(services, Topics.jobs("many"))).isEqualTo(OBJECTS);
        assertThat(end(services, Topics.EVENTS)).isEqualTo(OBJECTS);
      } finally {
        submitter.destroyForcibly();
      }
    }
  }

  private static long end(Services services, String topic) throws Exception {
    try (KafkaConsumer<byte[], byte[]> consumer = services.clients().reader()) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      return consumer.endOffsets(partitions).values().stream().mapToLong(Long::longValue).sum();
    }
  }
}
