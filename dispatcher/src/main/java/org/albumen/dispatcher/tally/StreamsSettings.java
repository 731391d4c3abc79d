package org.albumen.dispatcher.tally;

import java.net.URI;
import java.nio.file.Path;
import java.util.Properties;
import org.albumen.common.config.AlbumenConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.UsePartitionTimeOnInvalidTimestamp;

/** How Kafka Streams runs the tracker; the pass-through settings win over ours. */
final class StreamsSettings {
  static final String APPLICATION = "albumen-tracker";

  private static final int COMMIT_MILLIS = 500;
  private static final int THREADS = 2;
  private static final long CACHE = 16L << 20;

  /** A killed dispatcher's partitions are taken over after this. */
  private static final int SESSION_MILLIS = 10_000;

  private static final int HEARTBEAT_MILLIS = 2_000;

  /** What is kept of a job or batch may be some larger than the message that told it. */
  private static final int MAX_MESSAGE = 4 << 20;

  private StreamsSettings() {}

  static Properties of(AlbumenConfig config, URI address) {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, APPLICATION);
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, config.kafka().bootstrapServers());
    properties.put(StreamsConfig.ENABLE_METRICS_PUSH_CONFIG, false);
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_MILLIS);
    properties.put(StreamsConfig.STATE_DIR_CONFIG, folder(config, address).toString());
    properties.put(
        StreamsConfig.APPLICATION_SERVER_CONFIG, address.getHost() + ":" + address.getPort());
    properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, THREADS);
    properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, CACHE);
    properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
    properties.put(
        StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG,
        UsePartitionTimeOnInvalidTimestamp.class);
    consumer(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest", properties);
    consumer(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_MILLIS, properties);
    consumer(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, HEARTBEAT_MILLIS, properties);
    properties.put(
        StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), MAX_MESSAGE);
    properties.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
    // With more, the first records of a new partition can overtake each other (KAFKA-14359).
    properties.put(
        StreamsConfig.producerPrefix(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION), 1);
    properties.put(
        StreamsConfig.topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG),
        Integer.toString(MAX_MESSAGE));
    properties.putAll(config.kafka().client());
    return properties;
  }

  private static void consumer(String name, Object value, Properties properties) {
    properties.put(StreamsConfig.consumerPrefix(name), value);
  }

  /** The system's folder for what may be lost serves, since Kafka has everything. */
  private static Path folder(AlbumenConfig config, URI address) {
    return config
        .dispatcher()
        .state()
        .orElseGet(
            () ->
                Path.of(
                    System.getProperty("java.io.tmpdir"), APPLICATION + "-" + address.getPort()));
  }
}
