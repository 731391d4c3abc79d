package org.albumen.common.config;

import org.albumen.common.store.ObjectStore;
import org.albumen.common.store.S3ObjectStore;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Object stores made from the settings. */
public final class S3Clients {
  private static final int CONNECTIONS = 64;

  private S3Clients() {}

  /** A store with the credentials of the SDK's default chain. */
  public static ObjectStore store(AlbumenConfig.S3 settings) {
    return store(settings, DefaultCredentialsProvider.builder().build());
  }

  /** A store with given credentials. */
  public static ObjectStore store(AlbumenConfig.S3 settings, AwsCredentialsProvider credentials) {
    S3ClientBuilder builder =
        S3Client.builder()
            .region(Region.of(settings.region()))
            .credentialsProvider(credentials)
            .forcePathStyle(settings.pathStyle())
            .overrideConfiguration(
                c ->
                    c.retryStrategy(
                        AwsRetryStrategy.standardRetryStrategy().toBuilder()
                            .maxAttempts(settings.maxAttempts())
                            .retryOnException(S3Clients::isConflict)
                            .build()))
            .httpClientBuilder(
                Apache5HttpClient.builder()
                    .maxConnections(CONNECTIONS)
                    .connectionTimeout(settings.connectTimeout())
                    .socketTimeout(settings.readTimeout()));
    settings.endpoint().ifPresent(builder::endpointOverride);
    return new S3ObjectStore(builder.build());
  }

  /**
   * S3 answers a conditional write with 409 ConditionalRequestConflict when it cannot yet say
   * whether another write of the key came first; the SDK itself would give up.
   */
  private static boolean isConflict(Throwable e) {
    return e instanceof S3Exception s3 && s3.statusCode() == 409;
  }
}
