package org.albumen.dispatcher.tally;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.topic.Topics;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.state.HostInfo;

/**
 * Which dispatcher has which partitions.
 *
 * @param eventPartitions of the events, and so of jobs
 * @param batchPartitions of batches
 */
record Owners(KafkaStreams streams, int eventPartitions, int batchPartitions) {

  /** A partition and who has it. */
  record Owner(HostInfo host, int partition) {}

  /**
   * Who knows a batch, or a job by its id.
   *
   * @throws AlbumenException {@code TRACKER_NOT_READY} while nobody does
   */
  Owner of(String store, String key) throws AlbumenException {
    KeyQueryMetadata found;
    try {
      found = streams.queryMetadataForKey(store, Keys.text(key), new ByteArraySerializer());
    } catch (StreamsException | IllegalStateException e) {
      throw StreamsShelves.notReady(String.valueOf(e.getMessage()), e);
    }
    if (found == null
        || found.equals(KeyQueryMetadata.NOT_AVAILABLE)
        || found.activeHost().equals(HostInfo.unavailable())) {
      throw StreamsShelves.notReady("dispatchers are being given their parts", null);
    }
    return new Owner(found.activeHost(), found.partition());
  }

  /**
   * Who has the partitions of a store, every one of them.
   *
   * @throws AlbumenException {@code TRACKER_NOT_READY} while one is nobody's
   */
  Map<HostInfo, Set<Integer>> of(String store) throws AlbumenException {
    boolean jobs = store.equals(JobTally.JOBS);
    String topic = jobs ? Topics.EVENTS : Topics.BATCHES;
    Map<HostInfo, Set<Integer>> owners = new HashMap<>();
    Set<Integer> covered = new TreeSet<>();
    try {
      for (StreamsMetadata host : streams.streamsMetadataForStore(store)) {
        for (TopicPartition partition : host.topicPartitions()) {
          if (partition.topic().equals(topic) && covered.add(partition.partition())) {
            owners
                .computeIfAbsent(host.hostInfo(), any -> new TreeSet<>())
                .add(partition.partition());
          }
        }
      }
    } catch (StreamsException | IllegalStateException e) {
      throw StreamsShelves.notReady(String.valueOf(e.getMessage()), e);
    }
    if (covered.size() < (jobs ? eventPartitions : batchPartitions)) {
      throw StreamsShelves.notReady("dispatchers are being given their parts", null);
    }
    return owners;
  }
}
