package org.albumen.dispatcher.tally;

import java.util.Set;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.query.KeyQuery;
import org.apache.kafka.streams.query.Query;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.query.RangeQuery;
import org.apache.kafka.streams.query.StateQueryRequest;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/**
 * The stores of running Kafka Streams (KIP-796): of active tasks alone, so that nothing is shown
 * that is still being restored or that another dispatcher may have changed since.
 */
record StreamsShelves(KafkaStreams streams) implements Shelves {

  @Override
  public byte @Nullable [] get(String store, int partition, Bytes key) throws AlbumenException {
    return query(store, partition, KeyQuery.<Bytes, byte[]>withKey(key));
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> range(String store, int partition, Bytes from, Bytes to)
      throws AlbumenException {
    KeyValueIterator<Bytes, byte[]> found =
        query(store, partition, RangeQuery.<Bytes, byte[]>withRange(from, to).withAscendingKeys());
    if (found == null) {
      throw notReady("partition " + partition + " does not answer", null);
    }
    return found;
  }

  private <R> @Nullable R query(String store, int partition, Query<R> query)
      throws AlbumenException {
    QueryResult<R> result;
    try {
      result =
          streams
              .query(
                  StateQueryRequest.inStore(store)
                      .withQuery(query)
                      .withPartitions(Set.of(partition))
                      .requireActive())
              .getPartitionResults()
              .get(partition);
    } catch (StreamsException | IllegalStateException e) {
      throw notReady(String.valueOf(e.getMessage()), e);
    }
    if (result == null || result.isFailure()) {
      throw notReady(
          "partition "
              + partition
              + (result == null ? " is elsewhere" : ": " + result.getFailureReason()),
          null);
    }
    return result.getResult();
  }

  static AlbumenException notReady(String why, @Nullable Exception e) {
    return new AlbumenException(
        FailureCode.TRACKER_NOT_READY, "batches cannot be shown for the moment: " + why, e);
  }
}
