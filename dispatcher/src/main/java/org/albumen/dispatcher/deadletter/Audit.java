package org.albumen.dispatcher.deadletter;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.albumen.common.config.AlbumenConfig;
import org.albumen.common.deadletter.Origin;
import org.albumen.common.deadletter.Resolution;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.topic.Topics;
import org.albumen.dispatcher.read.TopicReader;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was decided, by the message that it is about: all letters of one message are resolved
 * together. Of two decisions the first holds. Keeps one entry for every message that was ever
 * resolved. Not safe for use by several threads.
 */
final class Audit {
  private static final Logger LOG = LoggerFactory.getLogger(Audit.class);

  private final Map<Origin, Resolution> decided = new HashMap<>();

  /** What is committed by now; nothing where nobody has decided anything yet. */
  static Audit read(AlbumenConfig.Kafka settings) throws AlbumenException {
    Audit audit = new Audit();
    Optional<TopicReader> topic = TopicReader.find(settings, Topics.DEAD_LETTERS_AUDIT);
    if (topic.isPresent()) {
      try (TopicReader reader = topic.get()) {
        reader.readToEnd(audit::read);
      }
    }
    return audit;
  }

  @Nullable Resolution of(Origin origin) {
    return decided.get(origin);
  }

  void add(Resolution resolution) {
    decided.putIfAbsent(resolution.origin(), resolution);
  }

  private boolean read(ConsumerRecord<byte[], byte[]> entry) {
    try {
      add(Resolution.of(entry));
    } catch (IOException e) {
      LOG.debug("No decision at {}-{}@{}", entry.topic(), entry.partition(), entry.offset(), e);
    }
    return true;
  }
}
