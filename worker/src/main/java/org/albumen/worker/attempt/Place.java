package org.albumen.worker.attempt;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Where a message stands; two deliveries of one message have one place. */
public record Place(String topic, int partition, long offset) {

  public static Place of(ConsumerRecord<?, ?> message) {
    return new Place(message.topic(), message.partition(), message.offset());
  }

  /** {@code topic-partition@offset}. */
  @Override
  public String toString() {
    return topic + "-" + partition + "@" + offset;
  }
}
