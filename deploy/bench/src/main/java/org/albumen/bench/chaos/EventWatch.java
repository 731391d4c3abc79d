package org.albumen.bench.chaos;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.albumen.common.codec.CloudEventCodec;
import org.albumen.common.config.AlbumenConfig;
import org.albumen.common.event.JobEvent;
import org.albumen.common.topic.Topics;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which jobs have ended, as it is announced; what is counted in the end is read again by then. Safe
 * for use by several threads.
 */
final class EventWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EventWatch.class);
  private static final Duration POLL = Duration.ofMillis(200);

  private final Set<String> jobs = ConcurrentHashMap.newKeySet();
  private final Set<String> sources = ConcurrentHashMap.newKeySet();
  private final Set<String> batches;
  private final KafkaConsumer<byte[], byte[]> reader;
  private final Thread thread = new Thread(this::watch, "event-watch");
  private volatile boolean closed;

  private EventWatch(KafkaConsumer<byte[], byte[]> reader, Set<String> batches) {
    this.reader = reader;
    this.batches = Set.copyOf(batches);
  }

  /** Watches some batches from the first event on. */
  static EventWatch of(AlbumenConfig.Kafka settings, Set<String> batches) {
    EventWatch watch = new EventWatch(new Topic(settings, Topics.EVENTS).reader(), batches);
    watch.thread.setDaemon(true);
    watch.thread.start();
    return watch;
  }

  /** How many jobs have ended. */
  int ended() {
    return jobs.size();
  }

  /** The keys of the photographs of which a job has ended. */
  Set<String> endedSources() {
    return sources;
  }

  @Override
  public void close() {
    closed = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void watch() {
    try (reader) {
      while (!closed) {
        reader.poll(POLL).forEach(this::note);
      }
    } catch (RuntimeException e) {
      LOG.error("events can be watched no more", e);
    }
  }

  private void note(ConsumerRecord<byte[], byte[]> message) {
    try {
      JobEvent event = CloudEventCodec.readEvent(message);
      if (event.terminal() && batches.contains(event.batchId())) {
        jobs.add(event.jobId());
        sources.add(event.source().name());
      }
    } catch (IOException e) {
      LOG.warn("a record of the events topic is no event", e);
    }
  }
}
