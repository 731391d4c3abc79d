package org.albumen.bench.chaos;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.albumen.common.config.AlbumenConfig;
import org.albumen.common.config.ConfigLoader;
import org.albumen.common.config.KafkaClients;
import org.albumen.common.config.S3Clients;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.store.ObjectStore;
import org.albumen.common.topic.TopicSetup;
import org.albumen.common.topic.Topics;
import org.albumen.embedded.EmbeddedKafka;
import org.albumen.embedded.EmbeddedS3;
import org.albumen.models.catalogue.CacheFolder;
import org.albumen.models.fixture.TinyModels;
import org.albumen.worker.model.Models;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/**
 * A broker, a store, a tiny network and a recipe for it, all below one folder: what workers need to
 * restore photographs without any download. The recipe takes a photograph for one face, so that no
 * detector is needed; it asks for a mask and a PREMIS description, which makes four objects of a
 * job. Safe for use by several threads.
 */
final class ProvingGround implements AutoCloseable {
  /** The bucket of the photographs; read-only. */
  static final String SOURCES = "archive";

  /** The bucket of the results. */
  static final String RESULTS = "restored";

  static final String POOL = "photo";
  static final String RECIPE = "tiny-portrait@1";
  private static final int PARTITIONS = 2;

  private static final String RECIPE_JSON =
      """
      {"name": "tiny-portrait", "version": 1, "upscaler": "none", "scale": 1, "tile": 256,
       "faces": {"detector": "retinaface-mnet025", "minScore": 0.8, "network": "%s",
                 "aligned": true, "fidelity": 0.5},
       "output": "png", "mask": true, "premis": true}
      """
          .formatted(TinyModels.FACES);

  private final Path folder;
  private final EmbeddedS3 s3;
  private final int kafkaPort;
  private EmbeddedKafka kafka;

  private ProvingGround(Path folder, EmbeddedS3 s3, EmbeddedKafka kafka) {
    this.folder = folder;
    this.s3 = s3;
    this.kafka = kafka;
    String address = kafka.bootstrapServers();
    this.kafkaPort = Integer.parseInt(address.substring(address.indexOf(':') + 1));
  }

  /**
   * Starts it.
   *
   * @param folder exists; the photographs are in its {@link #sources}
   */
  static ProvingGround in(Path folder) throws IOException, AlbumenException {
    for (String part : List.of(SOURCES, RESULTS, "recipes", "cards", "cache", "scratch", "log")) {
      Files.createDirectories(folder.resolve(part));
    }
    Files.writeString(folder.resolve("recipes/tiny-portrait.json"), RECIPE_JSON);
    TinyModels.in(folder.resolve("cards"));
    shareLibraries(folder.resolve("cache"));
    EmbeddedS3 s3 =
        EmbeddedS3.start(
            Map.of(SOURCES, folder.resolve(SOURCES), RESULTS, folder.resolve(RESULTS)),
            Set.of(SOURCES));
    try {
      EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("broker"));
      ProvingGround ground = new ProvingGround(folder, s3, kafka);
      try {
        ground.prepare();
        return ground;
      } catch (AlbumenException | RuntimeException e) {
        kafka.close();
        throw e;
      }
    } catch (IOException | AlbumenException | RuntimeException e) {
      s3.close();
      throw e;
    }
  }

  /** The networks are this run's own; libtorch, 450 MB, is everybody's. */
  private static void shareLibraries(Path cache) throws IOException {
    Path libraries = Files.createDirectories(CacheFolder.standard().resolve("djl"));
    Files.createSymbolicLink(cache.resolve("djl"), libraries);
  }

  private void prepare() throws AlbumenException {
    AlbumenConfig config = config();
    Models.of(config).pull(List.of(TinyModels.FACES), line -> {});
    try (Admin admin = new KafkaClients(config.kafka()).admin()) {
      new TopicSetup(admin).create(POOL, PARTITIONS);
      // Then a record's time is that at which the broker had it, whatever its sender went through.
      ConfigEntry time =
          new ConfigEntry(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
      Map<ConfigResource, Collection<AlterConfigOp>> change =
          Map.of(
              new ConfigResource(ConfigResource.Type.TOPIC, Topics.EVENTS),
              List.of(new AlterConfigOp(time, AlterConfigOp.OpType.SET)));
      Topic.await(admin.incrementalAlterConfigs(change).all());
    }
  }

  /** The folder that everything lies below. */
  Path folder() {
    return folder;
  }

  /** The folder that is the bucket of photographs. */
  Path sources() {
    return folder.resolve(SOURCES);
  }

  /** The folder that is the bucket of results. */
  Path results() {
    return folder.resolve(RESULTS);
  }

  /** Settings that lead here, by their full names. */
  Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>();
    settings.put("albumen.kafka.bootstrap-servers", "127.0.0.1:" + kafkaPort);
    settings.put("albumen.s3.endpoint", s3.endpoint().toString());
    settings.put("albumen.s3.path-style", "true");
    settings.put("albumen.models.cards", folder.resolve("cards/tiny-cards.json").toString());
    settings.put("albumen.models.cache", folder.resolve("cache").toString());
    settings.put("albumen.recipes.folder", folder.resolve("recipes").toString());
    settings.put("albumen.worker.pool", POOL);
    return settings;
  }

  /** The settings of a client of this ground. */
  AlbumenConfig config() throws AlbumenException {
    return ConfigLoader.load(null, settings());
  }

  /** The store, behind another address than its own; the caller's to close. */
  ObjectStore store(URI endpoint) throws AlbumenException {
    Map<String, String> settings = settings();
    settings.put("albumen.s3.endpoint", endpoint.toString());
    return S3Clients.store(
        ConfigLoader.load(null, settings).s3(),
        StaticCredentialsProvider.create(
            AwsBasicCredentials.create(s3.accessKey(), s3.secretKey())));
  }

  /** The store. */
  EmbeddedS3 s3() {
    return s3;
  }

  /**
   * Stops the broker, waits, and starts it again on the same data and port.
   *
   * @return when it was back
   */
  synchronized Instant restartBroker(Duration down) throws IOException, InterruptedException {
    kafka.close();
    Thread.sleep(down.toMillis());
    kafka = EmbeddedKafka.start(folder.resolve("broker"), kafkaPort);
    return Instant.now();
  }

  @Override
  public synchronized void close() throws IOException {
    kafka.close();
    s3.close();
  }
}
