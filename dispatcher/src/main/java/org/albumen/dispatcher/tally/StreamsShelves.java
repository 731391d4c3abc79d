package org.albumen.dispatcher.tally;

import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The stores of running Kafka Streams: of active tasks alone, so that nothing is shown that is
 * still being restored or that another dispatcher may have changed since.
 *
 * <p>Not by {@code KafkaStreams.query} (KIP-796): in Kafka 4.3.1 a query locks a store's position
 * and then the store, and a write locks the store and then its position, so that the two wait for
 * each other for ever once they meet. {@code albumen bench api} met it.
 */
record StreamsShelves(KafkaStreams streams) implements Shelves {

  @Override
  public byte @Nullable [] get(String store, int partition, Bytes key) throws AlbumenException {
    try {
      return shelf(store, partition).get(key);
    } catch (StreamsException | IllegalStateException e) {
      throw notReady(String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> range(String store, int partition, Bytes from, Bytes to)
      throws AlbumenException {
    try {
      return shelf(store, partition).range(from, to);
    } catch (StreamsException | IllegalStateException e) {
      throw notReady(String.valueOf(e.getMessage()), e);
    }
  }

  private ReadOnlyKeyValueStore<Bytes, byte[]> shelf(String store, int partition) {
    return streams.store(
        StoreQueryParameters.fromNameAndType(
                store, QueryableStoreTypes.<Bytes, byte[]>keyValueStore())
            .withPartition(partition));
  }

  static AlbumenException notReady(String why, @Nullable Exception e) {
    return new AlbumenException(
        FailureCode.TRACKER_NOT_READY, "batches cannot be shown for the moment: " + why, e);
  }
}
