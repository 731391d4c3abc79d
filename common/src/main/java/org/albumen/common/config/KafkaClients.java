package org.albumen.common.config;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Kafka clients made from the settings; the pass-through settings win over ours. What a client that
 * cannot be made has to say is thrown as {@link KafkaException} without the secrets among them.
 */
public final class KafkaClients {
  private static final int SESSION_MILLIS = 15_000;

  /** Whoever commits waits until all that is buffered is sent, and makes nothing meanwhile. */
  private static final long TRANSACTION_BUFFER = 12L << 20;

  /** A commit sends what is left at once; until then full batches are cheaper for all. */
  public static final int TRANSACTION_LINGER_MILLIS = 100;

  /** In bytes. Kafka's 16 KiB cost a compressor of eight times that each. */
  public static final int TRANSACTION_BATCH = 1 << 16;

  private static final Duration TRANSACTION = Duration.ofSeconds(15);

  private final AlbumenConfig.Kafka settings;
  private final Secrets secrets;

  public KafkaClients(AlbumenConfig.Kafka settings) {
    this.settings = settings;
    this.secrets = new Secrets(settings.client());
  }

  /**
   * Waits for the broker.
   *
   * @throws AlbumenException {@code KAFKA_UNAVAILABLE} when it does not answer in {@code
   *     albumen.kafka.connect-timeout}; {@code BAD_CONFIGURATION} when a setting is wrong, the
   *     broker refuses the credentials, or no broker's name can be resolved
   */
  public void ping() throws AlbumenException {
    long millis = settings.connectTimeout().toMillis();
    try {
      try (Admin admin = admin()) {
        admin.describeCluster().nodes().get(millis, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unreachable(e);
    } catch (KafkaException e) {
      throw new AlbumenException(
          FailureCode.BAD_CONFIGURATION, "albumen.kafka: " + rootCause(e).getMessage(), e);
    } catch (ExecutionException | TimeoutException e) {
      throw unreachable(e);
    }
  }

  public Admin admin() {
    Map<String, Object> properties = properties();
    int millis = Math.toIntExact(settings.connectTimeout().toMillis());
    properties.putIfAbsent(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, millis);
    properties.putIfAbsent(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
    return made(() -> new PromptAdmin(properties));
  }

  /**
   * Idempotent, acknowledged by all replicas, compressed. One request in flight per broker: with
   * more, the first records of a new partition can overtake each other, and the producer is then
   * stuck until its delivery timeout (KAFKA-14359). Safe for use by several threads.
   */
  public Producer<byte[], byte[]> producer(String clientId) {
    return producer(producerProperties(clientId));
  }

  /**
   * As {@link #producer}, for transactions; of several with the same id the last that began is the
   * only one that may go on. A transaction that its producer leaves behind ends soon, since nobody
   * may read past it until then.
   *
   * @param transactionalId also the client's id
   */
  public Producer<byte[], byte[]> transactionalProducer(String transactionalId) {
    return transactionalProducer(transactionalId, TRANSACTION);
  }

  /**
   * The same, for transactions that may take longer.
   *
   * @param longest a transaction that has not ended by then is aborted by the broker
   */
  public Producer<byte[], byte[]> transactionalProducer(String transactionalId, Duration longest) {
    Map<String, Object> properties = new HashMap<>();
    properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
    properties.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, Math.toIntExact(longest.toMillis()));
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, settings.connectTimeout().toMillis());
    properties.put(ProducerConfig.BUFFER_MEMORY_CONFIG, TRANSACTION_BUFFER);
    properties.putAll(producerProperties(transactionalId));
    properties.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, TRANSACTION_LINGER_MILLIS);
    properties.putIfAbsent(ProducerConfig.BATCH_SIZE_CONFIG, TRANSACTION_BATCH);
    return producer(properties);
  }

  private Producer<byte[], byte[]> producer(Map<String, Object> properties) {
    return made(
        () ->
            new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer()));
  }

  /**
   * The same, but a record that no broker takes has failed after {@code patience}, not after
   * Kafka's two minutes. A request waits half as long, unless {@code request.timeout.ms} is passed
   * through: then Kafka's own patience holds.
   */
  public Producer<byte[], byte[]> producer(String clientId, Duration patience) {
    Map<String, Object> properties = producerProperties(clientId);
    if (!settings.client().containsKey(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG)) {
      int millis = Math.toIntExact(patience.toMillis());
      properties.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis);
      properties.putIfAbsent(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis);
      properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis / 2);
    }
    return producer(properties);
  }

  /** Reads topics without a group, from partitions that the caller assigns. */
  public KafkaConsumer<byte[], byte[]> reader() {
    return reader(ConsumerConfig.DEFAULT_MAX_PARTITION_FETCH_BYTES);
  }

  /**
   * As {@link #reader()}, for who needs little at a time.
   *
   * @param most bytes of a partition that are fetched at once, but for one batch of records at
   *     least
   */
  public KafkaConsumer<byte[], byte[]> reader(int most) {
    Map<String, Object> properties = new HashMap<>();
    properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, most);
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    properties.putAll(properties());
    return made(
        () ->
            new KafkaConsumer<>(
                properties, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
  }

  /**
   * A member of a consumer group that reads what is committed and commits by transactions
   * (KIP-447). It is a static member (KIP-345): when it is killed and comes back under its name, it
   * has its partitions again at once; one that stays away loses them after fifteen seconds.
   *
   * @param name which no other member has
   * @param most records of a poll at most
   */
  public KafkaConsumer<byte[], byte[]> groupConsumer(String group, String name, int most) {
    Map<String, Object> properties = new HashMap<>();
    properties.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    properties.put(ConsumerConfig.CLIENT_ID_CONFIG, name);
    properties.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, name);
    properties.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_MILLIS);
    properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, most);
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    properties.putAll(properties());
    return made(
        () ->
            new KafkaConsumer<>(
                properties, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
  }

  /** A member of the share group that takes one record at a time (KIP-932, KIP-1206). */
  public KafkaShareConsumer<byte[], byte[]> shareConsumer(String clientId) {
    Map<String, Object> properties = new HashMap<>();
    properties.put(ConsumerConfig.GROUP_ID_CONFIG, settings.group());
    properties.put(ConsumerConfig.CLIENT_ID_CONFIG, clientId);
    properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
    properties.put(ConsumerConfig.SHARE_ACKNOWLEDGEMENT_MODE_CONFIG, "explicit");
    properties.put(ConsumerConfig.SHARE_ACQUIRE_MODE_CONFIG, "record_limit");
    properties.putAll(properties());
    return made(
        () ->
            new KafkaShareConsumer<>(
                properties, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
  }

  private <T> T made(Supplier<T> client) {
    try {
      return client.get();
    } catch (KafkaException e) {
      throw secrets.hide(e);
    }
  }

  private Map<String, Object> producerProperties(String clientId) {
    Map<String, Object> properties = new HashMap<>();
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    properties.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
    properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    properties.put(ProducerConfig.CLIENT_ID_CONFIG, clientId);
    properties.putAll(properties());
    return properties;
  }

  private Map<String, Object> properties() {
    Map<String, Object> properties = new HashMap<>();
    properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
    properties.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
    properties.putAll(settings.client());
    return properties;
  }

  private static Throwable rootCause(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  private AlbumenException unreachable(Exception e) {
    Throwable cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
    if (cause instanceof AuthenticationException) {
      return new AlbumenException(
          FailureCode.BAD_CONFIGURATION,
          "the broker at "
              + settings.bootstrapServers()
              + " and albumen.kafka.client do not agree: "
              + secrets.hide(String.valueOf(cause.getMessage())),
          e);
    }
    String reason = cause.getMessage() == null ? "no answer" : cause.getMessage();
    return new AlbumenException(
        FailureCode.KAFKA_UNAVAILABLE,
        "no broker answers at " + settings.bootstrapServers() + " (" + secrets.hide(reason) + ")",
        e);
  }
}
