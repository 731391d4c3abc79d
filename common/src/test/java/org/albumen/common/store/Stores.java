package org.albumen.common.store;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.albumen.common.config.AlbumenConfig;
import org.albumen.common.config.ConfigLoader;
import org.albumen.common.config.S3Clients;
import org.albumen.common.failure.AlbumenException;
import org.albumen.embedded.EmbeddedS3;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Stores made as production makes them, at a test's address. */
final class Stores {
  private Stores() {}

  static ObjectStore of(EmbeddedS3 s3) throws AlbumenException {
    return at(s3.endpoint(), s3.accessKey(), s3.secretKey());
  }

  static ObjectStore at(URI endpoint) throws AlbumenException {
    return at(endpoint, "key", "secret");
  }

  static ObjectStore at(URI endpoint, String accessKey, String secretKey) throws AlbumenException {
    return S3Clients.store(settings(endpoint, "5s"), credentials(accessKey, secretKey));
  }

  /** A store that soon counts silence as a fault. */
  static ObjectStore impatient(URI endpoint) throws AlbumenException {
    return S3Clients.store(settings(endpoint, "300ms"), credentials("key", "secret"));
  }

  /** A store with further settings of the store, by their short names. */
  static ObjectStore with(URI endpoint, Map<String, String> more) throws AlbumenException {
    Map<String, String> all = new HashMap<>(more);
    all.put("read-timeout", "5s");
    return S3Clients.store(settings(endpoint, all), credentials("key", "secret"));
  }

  private static AlbumenConfig.S3 settings(URI endpoint, String readTimeout)
      throws AlbumenException {
    return settings(endpoint, Map.of("read-timeout", readTimeout));
  }

  private static AlbumenConfig.S3 settings(URI endpoint, Map<String, String> more)
      throws AlbumenException {
    Map<String, String> all = new HashMap<>();
    all.put("albumen.s3.endpoint", endpoint.toString());
    all.put("albumen.s3.path-style", "true");
    all.put("albumen.s3.connect-timeout", "1s");
    all.put("albumen.s3.max-attempts", "4");
    more.forEach((name, value) -> all.put("albumen.s3." + name, value));
    return ConfigLoader.load(null, all).s3();
  }

  static StaticCredentialsProvider credentials(String accessKey, String secretKey) {
    return StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, secretKey));
  }
}
