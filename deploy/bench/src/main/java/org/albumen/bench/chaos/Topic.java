package org.albumen.bench.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.albumen.common.config.AlbumenConfig;
import org.albumen.common.config.KafkaClients;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** A topic as a whole. */
record Topic(AlbumenConfig.Kafka settings, String name) {
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /**
   * Every record that stands in it now, by partition and offset.
   *
   * @throws AlbumenException {@code KAFKA_UNAVAILABLE} when nothing comes for long
   */
  List<ConsumerRecord<byte[], byte[]>> readAll() throws AlbumenException {
    List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> reader = reader()) {
      Map<TopicPartition, Long> ends = reader.endOffsets(reader.assignment());
      long quietSince = System.nanoTime();
      while (!ends.entrySet().stream().allMatch(e -> reader.position(e.getKey()) >= e.getValue())) {
        int before = all.size();
        reader.poll(POLL).forEach(all::add);
        if (all.size() > before) {
          quietSince = System.nanoTime();
        } else if (System.nanoTime() - quietSince > PATIENCE.toNanos()) {
          throw new AlbumenException(FailureCode.KAFKA_UNAVAILABLE, name + " cannot be read");
        }
      }
    }
    return all;
  }

  /** A reader that stands at its beginning; the caller's to close. */
  KafkaConsumer<byte[], byte[]> reader() {
    KafkaConsumer<byte[], byte[]> reader = new KafkaClients(settings).reader();
    List<TopicPartition> partitions =
        reader.partitionsFor(name).stream()
            .map(partition -> new TopicPartition(name, partition.partition()))
            .toList();
    reader.assign(partitions);
    reader.seekToBeginning(partitions);
    return reader;
  }

  /** How many of its records the workers have not ended yet; empty when nobody knows. */
  OptionalLong lag() throws AlbumenException {
    String group = settings.group();
    try (Admin admin = new KafkaClients(settings).admin()) {
      var offsets =
          await(
              admin
                  .listShareGroupOffsets(Map.of(group, new ListShareGroupOffsetsSpec()))
                  .partitionsToOffsetInfo(group));
      long lag = 0;
      for (var partition : offsets.entrySet()) {
        if (partition.getKey().topic().equals(name)) {
          if (partition.getValue() == null || partition.getValue().lag().isEmpty()) {
            return OptionalLong.empty();
          }
          lag += partition.getValue().lag().get();
        }
      }
      return OptionalLong.of(lag);
    }
  }

  /** Waits for what an administrator asked for. */
  static <T> T await(KafkaFuture<T> answer) throws AlbumenException {
    try {
      return answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AlbumenException(FailureCode.KAFKA_UNAVAILABLE, "interrupted", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new AlbumenException(
          FailureCode.KAFKA_UNAVAILABLE, "Kafka does not answer: " + e.getMessage(), e);
    }
  }
}
