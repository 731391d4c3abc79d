package org.albumen.dispatcher.tally;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Carries out the orders to forget batches in one task's stores, a bounded number of entries at a
 * time, one order after the other. How far it has come is kept in the store of counts. Not safe for
 * use by several threads.
 */
final class Forgetting {
  private static final int AT_ONCE = 5_000;

  private final Orders orders;
  private final KeyValueStore<Bytes, byte[]> progress;
  private final Task task;

  Forgetting(Orders orders, KeyValueStore<Bytes, byte[]> progress, Task task) {
    this.orders = orders;
    this.progress = progress;
    this.task = task;
  }

  /** Where a batch's entries are. */
  interface Task {
    /**
     * Deletes entries of the batch.
     *
     * @param most so many at most
     * @return how many it has deleted; fewer than {@code most} when none is left
     */
    int forget(String batchId, int most);
  }

  /** Does some of what is to be done. */
  void goOn() {
    int left = AT_ONCE;
    Optional<Orders.Order> order = orders.after(done());
    while (left > 0 && order.isPresent()) {
      left -= task.forget(order.get().batchId(), left);
      if (left > 0) {
        byte[] number = ByteBuffer.allocate(Long.BYTES).putLong(order.get().number()).array();
        progress.put(Keys.FORGOTTEN, number);
        order = orders.after(order.get().number());
      }
      left--; // an order without entries takes time, too
    }
  }

  private long done() {
    byte[] number = progress.get(Keys.FORGOTTEN);
    return number == null ? -1 : ByteBuffer.wrap(number).getLong();
  }

  /** Deletes what begins with a key, so many entries at most; tells how many. */
  static int delete(KeyValueStore<Bytes, byte[]> store, Bytes prefix, int most) {
    List<Bytes> keys = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> found = store.range(prefix, Keys.end(prefix))) {
      while (found.hasNext() && keys.size() < most) {
        keys.add(found.next().key);
      }
    }
    keys.forEach(store::delete);
    return keys.size();
  }
}
