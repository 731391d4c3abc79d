package org.albumen.container.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.albumen.common.codec.CloudEventCodec;
import org.albumen.common.config.AlbumenConfig;
import org.albumen.common.config.ConfigLoader;
import org.albumen.common.config.KafkaClients;
import org.albumen.common.config.S3Clients;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.store.ObjectStore;
import org.albumen.common.topic.Topics;
import org.albumen.container.network.FaultyNetwork;
import org.albumen.container.service.KafkaService;
import org.albumen.container.service.S3Service;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.testcontainers.containers.Network;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** A broker and a store in containers on a network of their own, and the way to workers on it. */
public final class Site implements AutoCloseable {
  static final String PHOTOGRAPHS = "photographs";
  static final String RESULTS = "restored";
  private static final String ACCESS_KEY = "albumen-test";
  private static final String SECRET_KEY = "albumen-test-secret";

  private final Path folder;
  private final Fixture fixture;
  private final Network network;
  private final ServiceContainer kafka;
  private final ServiceContainer s3;

  private Site(Path folder) throws IOException {
    this.folder = folder;
    this.fixture = Fixture.in(folder);
    this.network = Network.newNetwork();
    int kafkaPort = freePort();
    this.kafka =
        new ServiceContainer(network, "kafka", 9093, kafkaPort, KafkaService.class.getName());
    kafka.withEnv("HOST_PORT", Integer.toString(kafkaPort));
    this.s3 =
        new ServiceContainer(
            network, "s3", 9000, freePort(), S3Service.class.getName(), PHOTOGRAPHS, RESULTS);
    s3.withEnv(Map.of("AWS_ACCESS_KEY_ID", ACCESS_KEY, "AWS_SECRET_ACCESS_KEY", SECRET_KEY));
  }

  static Site start() {
    try {
      Site site = new Site(Files.createTempDirectory("albumen-site-"));
      try {
        Stream.of(site.kafka, site.s3).parallel().forEach(ServiceContainer::start);
        return site;
      } catch (RuntimeException e) {
        site.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public ServiceContainer kafka() {
    return kafka;
  }

  public ServiceContainer s3() {
    return s3;
  }

  /** A worker that takes a pool's jobs; not started, the caller's to close. */
  public WorkerContainer worker(String name, String pool) {
    WorkerContainer worker = new WorkerContainer(network, name, fixture);
    worker.withEnv(environment());
    worker.withEnv(Map.of("ALBUMEN_WORKER_POOL", pool, "ALBUMEN_KAFKA_GROUP", pool));
    return worker;
  }

  /** A dispatcher; not started, the caller's to close. */
  public DispatcherContainer dispatcherService() {
    DispatcherContainer dispatcher = new DispatcherContainer(network, freePort());
    dispatcher.withEnv(environment());
    return dispatcher;
  }

  /** How many jobs of a batch stand in a pool's bulk lane, each counted as often as it does. */
  public long jobs(String pool, String batch) {
    try (KafkaConsumer<byte[], byte[]> reader = new KafkaClients(config().kafka()).reader()) {
      List<TopicPartition> partitions =
          reader.partitionsFor(Topics.jobs(pool)).stream()
              .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
              .toList();
      reader.assign(partitions);
      reader.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = reader.endOffsets(partitions);
      long jobs = 0;
      while (ends.entrySet().stream()
          .anyMatch(end -> reader.position(end.getKey()) < end.getValue())) {
        for (var message : reader.poll(Duration.ofSeconds(1))) {
          jobs += batch.equals(CloudEventCodec.batchId(message.headers())) ? 1 : 0;
        }
      }
      return jobs;
    }
  }

  /** A network on which things can go wrong; the caller's to close. */
  public FaultyLine faultyLine() {
    ServiceContainer line =
        new ServiceContainer(
            network,
            "line",
            8080,
            freePort(),
            FaultyNetwork.class.getName(),
            "kafka:9092",
            "s3:9000");
    line.start();
    return new FaultyLine(line);
  }

  /** Runs a command of the dispatcher's image to its end. */
  public Cli dispatcher(String... arguments) {
    List<String> command = new ArrayList<>(List.of("docker", "run", "--rm", "--read-only"));
    command.addAll(List.of("--network", network.getId(), "--cap-drop", "ALL"));
    command.addAll(List.of("--volume", fixture.recipes() + ":/recipes:ro"));
    command.addAll(List.of("--env", "ALBUMEN_RECIPES_FOLDER=/recipes"));
    environment().forEach((name, value) -> command.addAll(List.of("--env", name + "=" + value)));
    command.add(Images.DISPATCHER);
    command.addAll(List.of(arguments));
    return Cli.run(Duration.ofMinutes(3), command);
  }

  /** Settings by which this JVM reaches the services. */
  public AlbumenConfig config() {
    try {
      return ConfigLoader.load(
          null,
          Map.of(
              "albumen.kafka.bootstrap-servers", "127.0.0.1:" + kafka.hostPort(),
              "albumen.s3.endpoint", "http://127.0.0.1:" + s3.hostPort(),
              "albumen.s3.path-style", "true"));
    } catch (AlbumenException e) {
      throw new AssertionError(e);
    }
  }

  /** The store, as this JVM reaches it. */
  ObjectStore store() {
    try {
      return S3Clients.store(
          config().s3(),
          StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY, SECRET_KEY)));
    } catch (AlbumenException e) {
      throw new AssertionError(e);
    }
  }

  private static Map<String, String> environment() {
    return Map.of(
        "ALBUMEN_KAFKA_BOOTSTRAP_SERVERS", "kafka:9092",
        "ALBUMEN_S3_ENDPOINT", "http://s3:9000",
        "ALBUMEN_S3_PATH_STYLE", "true",
        "ALBUMEN_S3_READ_TIMEOUT", "3s",
        "ALBUMEN_S3_MAX_ATTEMPTS", "2",
        "AWS_ACCESS_KEY_ID", ACCESS_KEY,
        "AWS_SECRET_ACCESS_KEY", SECRET_KEY);
  }

  @Override
  public void close() {
    kafka.close();
    s3.close();
    network.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
