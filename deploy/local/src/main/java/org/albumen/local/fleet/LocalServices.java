package org.albumen.local.fleet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.albumen.common.config.AlbumenConfig;
import org.albumen.common.config.S3Clients;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.store.ObjectStore;
import org.albumen.dispatcher.Stores;
import org.albumen.embedded.EmbeddedKafka;
import org.albumen.embedded.EmbeddedS3;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Kafka and S3 in this JVM: two folders served as buckets, the photographs' read-only. */
final class LocalServices implements AutoCloseable {
  /** The bucket that is the folder of photographs. */
  static final String PHOTOGRAPHS = "photographs";

  /** The bucket that is the folder of results. */
  static final String RESULTS = "restored";

  private static final Logger LOG = LoggerFactory.getLogger(LocalServices.class);

  private final Path brokerData;
  private final boolean kept;
  private final EmbeddedKafka kafka;
  private final EmbeddedS3 s3;

  private LocalServices(Path brokerData, boolean kept, EmbeddedKafka kafka, EmbeddedS3 s3) {
    this.brokerData = brokerData;
    this.kept = kept;
    this.kafka = kafka;
    this.s3 = s3;
  }

  /** With a broker that starts empty: what is done already is told by the results themselves. */
  static LocalServices start(Path photographs, Path results) throws IOException {
    return start(photographs, results, Files.createTempDirectory("albumen-broker-"), false);
  }

  /** With a broker that goes on where it stopped. */
  static LocalServices start(Path photographs, Path results, Path brokerData) throws IOException {
    return start(photographs, results, Files.createDirectories(brokerData), true);
  }

  private static LocalServices start(Path photographs, Path results, Path brokerData, boolean kept)
      throws IOException {
    EmbeddedS3 s3 =
        EmbeddedS3.start(Map.of(PHOTOGRAPHS, photographs, RESULTS, results), Set.of(PHOTOGRAPHS));
    try {
      return new LocalServices(brokerData, kept, EmbeddedKafka.start(brokerData), s3);
    } catch (IOException | RuntimeException e) {
      s3.close();
      throw e;
    }
  }

  /** The settings that lead to these services; an empty one takes back what the user's say. */
  Map<String, String> settings() {
    return Map.ofEntries(
        Map.entry("albumen.kafka.bootstrap-servers", kafka.bootstrapServers()),
        Map.entry("albumen.s3.endpoint", s3.endpoint().toString()),
        Map.entry("albumen.s3.path-style", "true"),
        Map.entry("albumen.s3.source-buckets", PHOTOGRAPHS),
        Map.entry("albumen.s3.target-buckets", RESULTS),
        Map.entry("albumen.s3.encryption", "none"),
        Map.entry("albumen.s3.kms-key", ""),
        Map.entry("albumen.s3.bucket-key", ""),
        Map.entry("albumen.worker.http-port", "0"),
        Map.entry("albumen.worker.name", "local"));
  }

  /** The store, with the credentials of this start; the caller's to close. */
  ObjectStore store(AlbumenConfig config) throws AlbumenException {
    return S3Clients.store(config.s3(), credentials());
  }

  /** The same as a dispatcher uses it. */
  Stores stores(AlbumenConfig config) throws AlbumenException {
    return Stores.of(config.s3(), credentials());
  }

  private StaticCredentialsProvider credentials() {
    return StaticCredentialsProvider.create(
        AwsBasicCredentials.create(s3.accessKey(), s3.secretKey()));
  }

  @Override
  public void close() throws IOException {
    kafka.close();
    s3.close();
    if (kept) {
      return;
    }
    try (Stream<Path> files = Files.walk(brokerData)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      LOG.atWarn().addKeyValue("folder", brokerData).log("broker data left behind", e);
    }
  }
}
