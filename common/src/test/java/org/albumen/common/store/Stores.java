package org.albumen.common.store;

import java.net.URI;
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

  private static AlbumenConfig.S3 settings(URI endpoint, String readTimeout)
      throws AlbumenException {
    AlbumenConfig config =
        ConfigLoader.load(
            null,
            Map.of(
                "albumen.s3.endpoint", endpoint.toString(),
                "albumen.s3.path-style", "true",
                "albumen.s3.connect-timeout", "1s",
                "albumen.s3.read-timeout", readTimeout,
                "albumen.s3.max-attempts", "4"));
    return config.s3();
  }

  static StaticCredentialsProvider credentials(String accessKey, String secretKey) {
    return StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, secretKey));
  }
}
