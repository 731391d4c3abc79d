package org.albumen.common.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.albumen.common.backoff.BackOff;
import org.albumen.common.codec.CloudEventCodec;
import org.albumen.common.codec.Json;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.topic.Topics;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the orders to the fleet on a thread of its own. Everybody reads all of them, from the
 * beginning, so there is no group and no offset: the topic is compacted, one order a batch. While
 * Kafka is away what was known stays. Safe for use by several threads.
 */
public final class Orders implements Cancellations, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Orders.class);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration CLOSE = Duration.ofSeconds(5);
  private static final List<TopicPartition> PARTITION =
      List.of(new TopicPartition(Topics.CONTROL, 0));

  private final CancelledBatches batches = new CancelledBatches();
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Supplier<? extends Consumer<byte[], byte[]>> readers;
  private final BackOff reopening;
  private final Clock clock;
  private final Thread thread;
  private volatile Consumer<byte[], byte[]> reader;

  /** False while old orders are read, of which there may be many. */
  private volatile boolean following;

  private Orders(
      Supplier<? extends Consumer<byte[], byte[]>> readers, BackOff reopening, Clock clock) {
    this.readers = readers;
    this.reopening = reopening;
    this.clock = clock;
    this.reader = opened();
    this.thread = new Thread(this::follow, "albumen-orders");
    thread.setDaemon(true);
  }

  /**
   * Reads every order that was given so far, and follows those to come.
   *
   * @param readers give readers without a group, which are closed here
   * @param patience how long reading what there is may take
   * @param reopening the pauses between tries to open a reader
   * @throws AlbumenException {@code KAFKA_UNAVAILABLE}
   */
  public static Orders follow(
      Supplier<? extends Consumer<byte[], byte[]>> readers, Duration patience, BackOff reopening)
      throws AlbumenException {
    Orders orders = new Orders(readers, reopening, Clock.systemUTC());
    try {
      orders.catchUp(patience);
    } catch (KafkaException e) {
      orders.reader.close(CloseOptions.timeout(Duration.ZERO));
      throw new AlbumenException(
          FailureCode.KAFKA_UNAVAILABLE,
          "nothing can be read from " + Topics.CONTROL + ": " + e.getMessage(),
          e);
    }
    orders.following = true;
    orders.thread.start();
    return orders;
  }

  @Override
  public boolean cancelled(String batchId) {
    return batches.contains(batchId);
  }

  /** How many batches are known as cancelled. */
  public int count() {
    return batches.size();
  }

  /** Whether orders are still followed. */
  public boolean healthy() {
    return thread.isAlive();
  }

  @Override
  public void close() {
    stop.countDown();
    reader.wakeup();
    try {
      thread.join(CLOSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Consumer<byte[], byte[]> opened() {
    Consumer<byte[], byte[]> opened = readers.get();
    opened.assign(PARTITION);
    opened.seekToBeginning(PARTITION);
    return opened;
  }

  /** Lanes begin after this: no job of a batch that is cancelled by now will run. */
  private void catchUp(Duration patience) {
    TopicPartition partition = PARTITION.get(0);
    long until = System.nanoTime() + patience.toNanos();
    long end = reader.endOffsets(PARTITION, patience).getOrDefault(partition, 0L);
    while (reader.position(partition, patience) < end) {
      if (System.nanoTime() > until) {
        throw new org.apache.kafka.common.errors.TimeoutException("no answer in " + patience);
      }
      reader.poll(POLL).forEach(this::obey);
    }
  }

  private void follow() {
    int failures = 0;
    while (stop.getCount() > 0) {
      try {
        reader.poll(POLL).forEach(this::obey);
        failures = 0;
      } catch (KafkaException e) {
        failures++;
        reopen(e, failures);
      }
    }
    close(reader);
  }

  /** A reader that failed is of no more use; what another reads twice changes nothing. */
  private void reopen(KafkaException failure, int failures) {
    try {
      if (stop.await(reopening.after(failures).toNanos(), TimeUnit.NANOSECONDS)) {
        return;
      }
      LOG.atWarn().log("orders are read anew: {}", failure.getMessage());
      Consumer<byte[], byte[]> failed = reader;
      reader = opened();
      close(failed);
    } catch (KafkaException e) {
      LOG.atWarn().log("no orders can be read: {}", e.getMessage());
    } catch (InterruptedException e) {
      stop.countDown();
    }
  }

  private void obey(ConsumerRecord<byte[], byte[]> order) {
    if (order.value() == null && order.key() != null) {
      batches.remove(new String(order.key(), UTF_8));
    } else if (CancelBatch.TYPE.equals(CloudEventCodec.type(order.headers()))) {
      cancel(order);
    }
  }

  private void cancel(ConsumerRecord<byte[], byte[]> message) {
    try {
      CancelBatch order = CancelBatch.of(message);
      batches.add(order.batchId(), message.timestamp(), clock.millis());
      (following ? LOG.atInfo() : LOG.atDebug())
          .addKeyValue("batch", order.batchId())
          .addKeyValue("by", order.by())
          .log("cancelled");
    } catch (IOException e) {
      LOG.atWarn()
          .addKeyValue("offset", message.offset())
          .log("an order is passed over: {}", Json.problem(e));
    }
  }

  private static void close(Consumer<byte[], byte[]> reader) {
    try {
      reader.close(CloseOptions.timeout(CLOSE));
    } catch (KafkaException e) {
      LOG.atWarn().log("a reader of orders did not close cleanly: {}", e.getMessage());
    }
  }
}
