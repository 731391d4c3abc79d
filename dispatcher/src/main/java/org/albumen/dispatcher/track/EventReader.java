package org.albumen.dispatcher.track;

import io.cloudevents.CloudEvent;
import io.cloudevents.rw.CloudEventRWException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.albumen.common.codec.CloudEventCodec;
import org.albumen.common.config.AlbumenConfig;
import org.albumen.common.event.JobEvent;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.topic.Topics;
import org.albumen.dispatcher.read.TopicReader;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one batch's events. An event that was announced twice is given once; a record that is no
 * event is passed over. Memory grows with the batch's own jobs only. Not safe for use by several
 * threads.
 */
public final class EventReader implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EventReader.class);

  private final TopicReader topic;
  private final String batchId;
  private final Set<String> seen = new HashSet<>();

  private EventReader(TopicReader topic, String batchId) {
    this.topic = topic;
    this.batchId = batchId;
  }

  /** Where reading starts. */
  public enum Start {
    /** The first event that Kafka still keeps. */
    BEGINNING,
    /**
     * The end of the topic when {@link EventReader#open} returns: whatever is announced later will
     * be read, whenever reading begins.
     */
    NOW
  }

  /**
   * Opens a reader.
   *
   * @throws AlbumenException as {@link TopicReader#open}
   */
  public static EventReader open(AlbumenConfig.Kafka settings, String batchId, Start start)
      throws AlbumenException {
    TopicReader topic = TopicReader.open(settings, Topics.EVENTS);
    try {
      if (start == Start.NOW) {
        topic.skipToEnd();
      }
      return new EventReader(topic, batchId);
    } catch (AlbumenException e) {
      topic.close();
      throw e;
    }
  }

  /**
   * Reads up to what is announced at this moment.
   *
   * @param wantsMore is given each event and says whether to go on
   * @throws AlbumenException as {@link TopicReader#readToEnd}
   */
  public void readToEnd(Predicate<BatchEvent> wantsMore) throws AlbumenException {
    topic.readToEnd(message -> given(message, wantsMore));
  }

  /**
   * Reads events as they are announced, as {@link TopicReader#follow} does.
   *
   * @return true when {@code wantsMore} had enough, false when the time was up
   */
  public boolean follow(Predicate<BatchEvent> wantsMore, Duration timeout) throws AlbumenException {
    return topic.follow(message -> given(message, wantsMore), timeout);
  }

  @Override
  public void close() {
    topic.close();
  }

  private boolean given(ConsumerRecord<byte[], byte[]> message, Predicate<BatchEvent> wantsMore) {
    BatchEvent event = parse(message);
    return event == null
        || !event.event().batchId().equals(batchId)
        || !seen.add(event.event().id())
        || wantsMore.test(event);
  }

  private static @Nullable BatchEvent parse(ConsumerRecord<byte[], byte[]> message) {
    try {
      JobEvent event = CloudEventCodec.readEvent(message);
      CloudEvent envelope = CloudEventCodec.read(message);
      Instant time =
          Optional.ofNullable(envelope.getTime())
              .map(OffsetDateTime::toInstant)
              .orElse(Instant.ofEpochMilli(message.timestamp()));
      return new BatchEvent(event, time, envelope);
    } catch (IOException | CloudEventRWException | IllegalArgumentException e) {
      LOG.debug("No event at {}-{}@{}", message.topic(), message.partition(), message.offset(), e);
      return null;
    }
  }
}
