package org.albumen.worker.consume;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Jobs of a share group (KIP-932), one at a time, acknowledged explicitly. */
public final class ShareGroupQueue implements JobQueue {
  private static final Logger LOG = LoggerFactory.getLogger(ShareGroupQueue.class);
  private static final Duration CLOSE = Duration.ofSeconds(5);

  private final ShareConsumer<byte[], byte[]> consumer;

  /**
   * @param consumer explicit acknowledgement, one record in a poll; closed with this queue
   */
  public ShareGroupQueue(ShareConsumer<byte[], byte[]> consumer, String topic) {
    this.consumer = consumer;
    consumer.subscribe(List.of(topic));
  }

  @Override
  public Optional<Delivery> poll(Duration atMost) {
    return first(consumer.poll(atMost)).map(Held::new);
  }

  @Override
  public void close() {
    try {
      consumer.close(CLOSE);
    } catch (KafkaException e) {
      LOG.atWarn().log("a consumer did not close cleanly: {}", e.getMessage());
    }
  }

  private static Optional<ConsumerRecord<byte[], byte[]>> first(
      ConsumerRecords<byte[], byte[]> records) {
    for (ConsumerRecord<byte[], byte[]> record : records) {
      return Optional.of(record);
    }
    return Optional.empty();
  }

  private final class Held implements Delivery {
    private ConsumerRecord<byte[], byte[]> record;

    private Held(ConsumerRecord<byte[], byte[]> record) {
      this.record = record;
    }

    @Override
    public ConsumerRecord<byte[], byte[]> record() {
      return record;
    }

    @Override
    public int attempt() {
      return record.deliveryCount().map(Short::intValue).orElse(1);
    }

    /** After a RENEW only the record that the next poll returns can be acknowledged. */
    @Override
    public void renew() throws LockLostException {
      acknowledge(AcknowledgeType.RENEW);
      record =
          again().filter(this::isSame).orElseThrow(() -> lost(AcknowledgeType.RENEW, "gone", null));
    }

    @Override
    public void accept() throws LockLostException {
      acknowledge(AcknowledgeType.ACCEPT);
    }

    @Override
    public void release() throws LockLostException {
      acknowledge(AcknowledgeType.RELEASE);
    }

    private void acknowledge(AcknowledgeType type) throws LockLostException {
      try {
        consumer.acknowledge(record, type);
        for (Optional<KafkaException> error : consumer.commitSync().values()) {
          if (error.isPresent()) {
            throw lost(type, error.get().getMessage(), error.get());
          }
        }
      } catch (KafkaException | IllegalStateException e) {
        throw lost(type, e.getMessage(), e);
      }
    }

    private Optional<ConsumerRecord<byte[], byte[]>> again() throws LockLostException {
      try {
        return first(consumer.poll(Duration.ZERO));
      } catch (KafkaException | IllegalStateException e) {
        throw lost(AcknowledgeType.RENEW, e.getMessage(), e);
      }
    }

    private boolean isSame(ConsumerRecord<byte[], byte[]> other) {
      return other.offset() == record.offset() && other.partition() == record.partition();
    }

    private LockLostException lost(
        AcknowledgeType type, @Nullable String why, @Nullable Exception cause) {
      return new LockLostException(
          type
              + " of "
              + record.topic()
              + "-"
              + record.partition()
              + "@"
              + record.offset()
              + " failed: "
              + why,
          cause);
    }
  }
}
