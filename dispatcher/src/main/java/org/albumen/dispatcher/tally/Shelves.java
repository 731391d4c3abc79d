package org.albumen.dispatcher.tally;

import org.albumen.common.failure.AlbumenException;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/** Reads the stores of the partitions that this dispatcher has. */
interface Shelves {
  /**
   * One entry.
   *
   * @throws AlbumenException {@code TRACKER_NOT_READY} when the partition is not there
   */
  byte @Nullable [] get(String store, int partition, Bytes key) throws AlbumenException;

  /**
   * Entries by key, ends included; to be closed.
   *
   * @throws AlbumenException {@code TRACKER_NOT_READY} when the partition is not there
   */
  KeyValueIterator<Bytes, byte[]> range(String store, int partition, Bytes from, Bytes to)
      throws AlbumenException;
}
