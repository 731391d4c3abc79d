package org.albumen.dispatcher.expand;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.albumen.common.batch.BatchEvent;
import org.albumen.common.batch.BatchStarted;
import org.albumen.common.codec.CloudEventCodec;
import org.albumen.common.topic.Topics;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * The batches whose first page has become jobs, of the partitions that an expander holds. The
 * marker of a batch has the number of its submission's partition, so that whoever holds the
 * partition knows them all. Keeps an id per batch. Not safe for use by several threads.
 */
final class StartedBatches {
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final String MARKER = new BatchStarted("").type();

  private final Map<Integer, Set<String>> batches = new HashMap<>();

  boolean contains(int partition, String batchId) {
    return batches.getOrDefault(partition, Set.of()).contains(batchId);
  }

  void add(int partition, String batchId) {
    batches.computeIfAbsent(partition, p -> new HashSet<>()).add(batchId);
  }

  void forget(Collection<TopicPartition> partitions) {
    partitions.forEach(partition -> batches.remove(partition.partition()));
  }

  /**
   * Reads what is committed at this moment.
   *
   * @param reader without a group; closed by the caller
   */
  void load(KafkaConsumer<byte[], byte[]> reader, Collection<TopicPartition> partitions) {
    List<TopicPartition> markers =
        partitions.stream()
            .map(partition -> new TopicPartition(Topics.BATCHES, partition.partition()))
            .toList();
    reader.assign(markers);
    reader.seekToBeginning(markers);
    Map<TopicPartition, Long> ends = reader.endOffsets(markers);
    markers.forEach(marker -> batches.put(marker.partition(), new HashSet<>()));
    while (ends.entrySet().stream()
        .anyMatch(end -> reader.position(end.getKey()) < end.getValue())) {
      reader.poll(POLL).forEach(this::read);
    }
  }

  private void read(ConsumerRecord<byte[], byte[]> message) {
    if (!MARKER.equals(CloudEventCodec.type(message.headers()))) {
      return;
    }
    try {
      add(message.partition(), BatchEvent.of(message).batchId());
    } catch (IOException e) {
      // None of ours.
    }
  }
}
