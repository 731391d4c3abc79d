package org.albumen.dispatcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import org.albumen.common.codec.CloudEventCodec;
import org.albumen.common.config.AlbumenConfig;
import org.albumen.common.config.ConfigLoader;
import org.albumen.common.config.KafkaClients;
import org.albumen.common.event.JobEvent;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.topic.TopicSetup;
import org.albumen.common.topic.Topics;
import org.albumen.dispatcher.read.TopicReader;
import org.albumen.embedded.EmbeddedKafka;
import org.albumen.embedded.EmbeddedS3;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * A broker and a store in this JVM, with the buckets {@code archive} and {@code results}. The
 * store's credentials are where the SDK's default chain looks for them.
 */
public final class Services implements AutoCloseable {
  public static final int PARTITIONS = 8;

  private static final List<String> CREDENTIALS = List.of("aws.accessKeyId", "aws.secretAccessKey");

  private final EmbeddedKafka kafka;
  private final Path archive;
  private final Path results;
  private EmbeddedS3 s3;

  private Services(EmbeddedKafka kafka, EmbeddedS3 s3, Path archive, Path results) {
    this.kafka = kafka;
    this.s3 = s3;
    this.archive = archive;
    this.results = results;
  }

  public static Services start(Path folder) throws IOException {
    Path archive = Files.createDirectories(folder.resolve("archive"));
    Path results = Files.createDirectories(folder.resolve("results"));
    EmbeddedS3 s3 = store(archive, results);
    return new Services(EmbeddedKafka.start(folder.resolve("kafka")), s3, archive, results);
  }

  public void stopStore() throws IOException {
    s3.close();
  }

  /** The same folders at another address. */
  public void restartStore() throws IOException {
    s3 = store(archive, results);
  }

  public void stopBroker() {
    kafka.close();
  }

  private static EmbeddedS3 store(Path archive, Path results) throws IOException {
    EmbeddedS3 s3 = EmbeddedS3.start(Map.of("archive", archive, "results", results), Set.of());
    System.setProperty(CREDENTIALS.get(0), s3.accessKey());
    System.setProperty(CREDENTIALS.get(1), s3.secretKey());
    return s3;
  }

  /** The folder that is the bucket {@code archive}. */
  public Path archive() {
    return archive;
  }

  public String bootstrapServers() {
    return kafka.bootstrapServers();
  }

  /** The settings by their names, less {@code albumen.}. */
  public Map<String, String> settings() {
    return Map.of(
        "kafka.bootstrap-servers",
        kafka.bootstrapServers(),
        "kafka.partitions",
        Integer.toString(PARTITIONS),
        "s3.endpoint",
        s3.endpoint().toString(),
        "s3.path-style",
        "true");
  }

  /** A command line: the arguments and the settings. */
  public String[] arguments(String... arguments) {
    return withSettings(settings(), arguments);
  }

  public static String[] withSettings(Map<String, String> settings, String... arguments) {
    List<String> all = new ArrayList<>(Arrays.asList(arguments));
    settings.forEach((name, value) -> all.addAll(List.of("-D", name + "=" + value)));
    return all.toArray(String[]::new);
  }

  public AlbumenConfig config() throws AlbumenException {
    return config(settings());
  }

  public static AlbumenConfig config(Map<String, String> settings) throws AlbumenException {
    Map<String, String> overrides = new HashMap<>();
    settings.forEach((name, value) -> overrides.put("albumen." + name, value));
    return ConfigLoader.load(null, overrides);
  }

  public KafkaClients clients() throws AlbumenException {
    return new KafkaClients(config().kafka());
  }

  public void createTopics(String pool) throws AlbumenException {
    try (Admin admin = clients().admin()) {
      new TopicSetup(admin).create(pool, PARTITIONS);
    }
  }

  /** Announces events as a worker would, in order, all at the same time. */
  public void announce(Instant time, JobEvent... events) throws Exception {
    try (Producer<byte[], byte[]> producer = clients().producer("test")) {
      for (JobEvent event : events) {
        producer.send(CloudEventCodec.event(Topics.EVENTS, event, time, null)).get();
      }
    }
  }

  public void send(ProducerRecord<byte[], byte[]> message) throws Exception {
    send(List.of(message));
  }

  /** Sends messages in order; tells where the first went. */
  public RecordMetadata send(List<ProducerRecord<byte[], byte[]>> messages) throws Exception {
    try (Producer<byte[], byte[]> producer = clients().producer("test")) {
      List<Future<RecordMetadata>> sent = messages.stream().map(producer::send).toList();
      producer.flush();
      return sent.get(0).get();
    }
  }

  /**
   * Everything that a topic holds at this moment, as far as it is committed; of no topic nothing.
   */
  public List<ConsumerRecord<byte[], byte[]>> contents(String topic) throws AlbumenException {
    List<ConsumerRecord<byte[], byte[]>> contents = new ArrayList<>();
    Optional<TopicReader> found = TopicReader.find(config().kafka(), topic);
    if (found.isPresent()) {
      try (TopicReader reader = found.get()) {
        reader.readToEnd(contents::add);
      }
    }
    return contents;
  }

  @Override
  public void close() throws IOException {
    CREDENTIALS.forEach(System::clearProperty);
    s3.close();
    kafka.close();
  }
}
