package org.albumen.dispatcher.deadletter;

import org.albumen.common.deadletter.DeadLetter;
import org.albumen.common.deadletter.Resolution;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter and what was decided about it.
 *
 * @param message the letter as it stands in its topic
 * @param about what it says
 * @param resolution null while nothing is decided
 */
public record Letter(
    ConsumerRecord<byte[], byte[]> message, DeadLetter about, @Nullable Resolution resolution) {}
