package org.albumen.worker.consume;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
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
    try {
      return first(consumer.poll(atMost)).map(Held::new);
    } catch (WakeupException woken) {
      return Optional.empty();
    }
  }

  @Override
  public void wakeup() {
    consumer.wakeup();
  }

  @Override
  public void close() {
    consumer.close(CLOSE);
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
    public boolean renew() {
      if (!acknowledge(AcknowledgeType.RENEW)) {
        return false;
      }
      Optional<ConsumerRecord<byte[], byte[]>> again = first(consumer.poll(Duration.ZERO));
      if (again.isEmpty() || again.get().offset() != record.offset()) {
        LOG.atWarn().addKeyValue("offset", record.offset()).log("lock lost while renewing");
        return false;
      }
      record = again.get();
      return true;
    }

    @Override
    public void accept() {
      acknowledge(AcknowledgeType.ACCEPT);
    }

    @Override
    public void release() {
      acknowledge(AcknowledgeType.RELEASE);
    }

    /**
     * A failed acknowledgement is tolerated: the job comes back and is then found to be done. See
     * RATIONALE.md.
     */
    private boolean acknowledge(AcknowledgeType type) {
      try {
        consumer.acknowledge(record, type);
        return consumer.commitSync().values().stream().allMatch(error -> logged(type, error));
      } catch (KafkaException | IllegalStateException e) {
        LOG.atWarn()
            .addKeyValue("type", type)
            .addKeyValue("offset", record.offset())
            .log("acknowledgement failed: {}", e.getMessage());
        return false;
      }
    }

    private boolean logged(AcknowledgeType type, Optional<KafkaException> error) {
      error.ifPresent(
          e ->
              LOG.atWarn()
                  .addKeyValue("type", type)
                  .addKeyValue("offset", record.offset())
                  .log("acknowledgement refused: {}", e.getMessage()));
      return error.isEmpty();
    }
  }
}
