package org.albumen.dispatcher.backlog;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Reads the first jobs that wait in partitions: one where many do, all where few do. Not safe for
 * use by several threads.
 */
final class FirstJobs implements AutoCloseable {
  /** So many are few. */
  static final long FEW = 100;

  private static final Duration POLL = Duration.ofMillis(100);
  private static final long PATIENCE = Duration.ofSeconds(2).toNanos();

  private final KafkaConsumer<byte[], byte[]> reader;

  FirstJobs(KafkaConsumer<byte[], byte[]> reader) {
    this.reader = reader;
  }

  /**
   * What was found in a partition.
   *
   * @param sent when the first job was, in ms; null when none was found in time
   * @param jobs that were found
   * @param all whether these are all
   */
  record Seen(@Nullable Long sent, long jobs, boolean all) {
    private static final Seen NOTHING = new Seen(null, 0, false);

    private Seen with(List<? extends ConsumerRecord<?, ?>> more) {
      return more.isEmpty()
          ? this
          : new Seen(sent == null ? more.get(0).timestamp() : sent, jobs + more.size(), all);
    }
  }

  /**
   * Looks into partitions, for two seconds at most.
   *
   * @throws AlbumenException {@code KAFKA_UNAVAILABLE}
   */
  Map<TopicPartition, Seen> look(Map<TopicPartition, Lanes.Waiting> partitions)
      throws AlbumenException {
    Map<TopicPartition, Seen> seen = new HashMap<>();
    if (partitions.isEmpty()) {
      return seen;
    }
    partitions.keySet().forEach(partition -> seen.put(partition, Seen.NOTHING));
    try {
      reader.assign(partitions.keySet());
      reader.resume(partitions.keySet());
      partitions.forEach((partition, waiting) -> reader.seek(partition, waiting.start()));
      long end = System.nanoTime() + PATIENCE;
      while (reader.paused().size() < partitions.size() && System.nanoTime() < end) {
        poll(partitions, seen);
      }
      return seen;
    } catch (KafkaException e) {
      throw new AlbumenException(
          FailureCode.KAFKA_UNAVAILABLE, "jobs cannot be read: " + e.getMessage(), e);
    }
  }

  private void poll(Map<TopicPartition, Lanes.Waiting> partitions, Map<TopicPartition, Seen> seen) {
    var records = reader.poll(POLL);
    partitions.forEach(
        (partition, waiting) -> {
          if (reader.paused().contains(partition)) {
            return;
          }
          var more =
              records.records(partition).stream()
                  .filter(record -> record.offset() < waiting.end())
                  .collect(Collectors.toList());
          Seen found = requireNonNull(seen.get(partition)).with(more);
          boolean all = reader.position(partition) >= waiting.end();
          seen.put(partition, new Seen(found.sent(), found.jobs(), all));
          if (all || (waiting.jobs() > FEW && found.jobs() > 0)) {
            reader.pause(List.of(partition));
          }
        });
  }

  @Override
  public void close() {
    reader.close();
  }
}
