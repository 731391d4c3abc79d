package org.albumen.dispatcher.tally;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.albumen.common.codec.CloudEventCodec;
import org.albumen.common.codec.Json;
import org.albumen.common.control.ForgetBatch;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The orders to forget batches, which every dispatcher knows: by batch, and in the order in which
 * they were given. What happened to a batch before it was to be forgotten counts no longer, should
 * it be read again.
 */
final class Orders {
  static final String STORE = "orders";

  private static final byte BATCH = 'b';
  private static final byte NUMBER = 'n';

  private final ReadOnlyKeyValueStore<Bytes, byte[]> store;

  Orders(ReadOnlyKeyValueStore<Bytes, byte[]> store) {
    this.store = store;
  }

  /** An order with its number; numbers grow. */
  record Order(long number, String batchId) {}

  /** Whether the batch was to be forgotten after that, on the broker's clock, in ms. */
  boolean forgotten(String batchId, long brokersMillis) {
    byte[] at = store.get(batch(batchId));
    return at != null && ByteBuffer.wrap(at).getLong() >= brokersMillis;
  }

  /** The first order after that number. */
  Optional<Order> after(long number) {
    try (KeyValueIterator<Bytes, byte[]> found =
        store.range(numbered(number + 1), numbered(Long.MAX_VALUE))) {
      if (!found.hasNext()) {
        return Optional.empty();
      }
      var entry = found.next();
      return Optional.of(
          new Order(
              ByteBuffer.wrap(entry.key.get()).getLong(1),
              Keys.text(requireNonNull(entry.value), 0)));
    }
  }

  private static Bytes batch(String batchId) {
    return Keys.after(new Bytes(new byte[] {BATCH}), Keys.text(batchId));
  }

  private static Bytes numbered(long number) {
    return new Bytes(
        ByteBuffer.allocate(1 + Long.BYTES).put(NUMBER).putLong(Math.max(number, 0)).array());
  }

  /** Fills the store from the control topic, whose one partition gives the numbers. */
  static final class Filing implements Processor<byte[], byte[], Void, Void> {
    private static final Logger LOG = LoggerFactory.getLogger(Filing.class);

    private ProcessorContext<Void, Void> context;
    private KeyValueStore<Bytes, byte[]> store;

    /** Completed by {@link #init}. */
    @SuppressWarnings("NullAway.Init")
    Filing() {}

    @Override
    public void init(ProcessorContext<Void, Void> given) {
      context = given;
      store = given.getStateStore(STORE);
    }

    @Override
    public void process(Record<byte[], byte[]> message) {
      if (message.value() == null
          || !ForgetBatch.TYPE.equals(CloudEventCodec.type(message.headers()))) {
        return;
      }
      try {
        String batchId = Json.readLenient(message.value(), ForgetBatch.class).batchId();
        long number = context.recordMetadata().map(m -> m.offset()).orElse(0L);
        store.put(numbered(number), Keys.text(batchId));
        store.put(
            batch(batchId), ByteBuffer.allocate(Long.BYTES).putLong(message.timestamp()).array());
      } catch (IOException | RuntimeException e) {
        LOG.debug("No order", e);
      }
    }
  }
}
