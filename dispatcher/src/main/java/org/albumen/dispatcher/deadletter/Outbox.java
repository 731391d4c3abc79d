package org.albumen.dispatcher.deadletter;

import java.util.List;
import org.albumen.common.failure.AlbumenException;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Where decisions go. */
interface Outbox extends AutoCloseable {
  /** Writes nothing. */
  Outbox NOWHERE = records -> {};

  /**
   * Writes all of the records or none.
   *
   * @throws AlbumenException {@code REPLAY_OVERTAKEN} when another outbox was opened after this
   *     one; {@code KAFKA_UNAVAILABLE} when it is not known whether they were written
   */
  void commit(List<ProducerRecord<byte[], byte[]>> records) throws AlbumenException;

  @Override
  default void close() {}
}
