package org.albumen.dispatcher.transact;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * How far a group has come, to be committed with what followed.
 *
 * @param offsets of the next records
 * @param by the member that consumed, as it was then: one that has lost its partitions is refused
 *     (KIP-447)
 */
public record Consumed(Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata by) {
  public Consumed {
    offsets = Map.copyOf(offsets);
  }
}
