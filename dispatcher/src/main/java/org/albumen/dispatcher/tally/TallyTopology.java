package org.albumen.dispatcher.tally;

import java.util.List;
import org.albumen.common.topic.Topics;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The tracker's two stages:
 *
 * <pre>
 * albumen.events (by job) -> JobTally -> counts by partition (by batch) -> BatchTally -> albumen.events
 * albumen.submissions, albumen.batches (by batch) ----------------------------^
 * albumen.control -> orders, everywhere
 * </pre>
 */
final class TallyTopology {
  private static final String PARTS = "parts";

  private TallyTopology() {}

  /**
   * The topology.
   *
   * @param batchPartitions of submissions and batches
   */
  static Topology of(int batchPartitions, TrackerMeters meters) {
    StreamsBuilder builder = new StreamsBuilder();
    builder.addGlobalStore(
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(Orders.STORE), Serdes.Bytes(), Serdes.ByteArray())
            .withLoggingDisabled(),
        Topics.CONTROL,
        bytes(),
        Orders.Filing::new);
    List.of(
            // Jobs come one by one and are hardly ever the same twice within a commit.
            store(JobTally.JOBS).withCachingDisabled(),
            // Counts change with every event: what is written of them is the last of each commit.
            store(JobTally.COUNTS).withCachingEnabled(),
            store(BatchTally.FACTS).withCachingDisabled(),
            store(BatchTally.SUMS).withCachingDisabled())
        .forEach(builder::addStateStore);
    KStream<byte[], byte[]> parts =
        builder.stream(Topics.EVENTS, bytes())
            .process(() -> new JobTally(meters), Named.as("jobs"), JobTally.JOBS, JobTally.COUNTS)
            .repartition(
                Repartitioned.<byte[], byte[]>as(PARTS)
                    .withKeySerde(Serdes.ByteArray())
                    .withValueSerde(Serdes.ByteArray())
                    .withNumberOfPartitions(batchPartitions));
    builder.stream(List.of(Topics.SUBMISSIONS, Topics.BATCHES), bytes())
        .merge(parts)
        .process(BatchTally::new, Named.as("batches"), BatchTally.FACTS, BatchTally.SUMS)
        .to(Topics.EVENTS, Produced.with(Serdes.ByteArray(), Serdes.ByteArray()));
    return builder.build();
  }

  private static Consumed<byte[], byte[]> bytes() {
    return Consumed.with(Serdes.ByteArray(), Serdes.ByteArray());
  }

  private static StoreBuilder<KeyValueStore<Bytes, byte[]>> store(String name) {
    return Stores.keyValueStoreBuilder(
        Stores.persistentKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray());
  }
}
