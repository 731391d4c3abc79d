package org.albumen.common.config;

import java.util.List;
import javax.xml.stream.XMLStreamException;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.store.AllowedStore;
import org.albumen.common.store.Boundary;
import org.albumen.common.store.Encryption;
import org.albumen.common.store.Links;
import org.albumen.common.store.ObjectStore;
import org.albumen.common.store.S3ObjectStore;
import org.albumen.common.store.S3SourceReader;
import org.albumen.common.store.SourceReader;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** Object stores made from the settings. */
public final class S3Clients {
  private static final int CONNECTIONS = 64;

  private S3Clients() {}

  /**
   * What may be read and written by the settings.
   *
   * @throws AlbumenException {@code BAD_CONFIGURATION}
   */
  public static Boundary boundary(AlbumenConfig.S3 settings) throws AlbumenException {
    try {
      return Boundary.of(
          settings.sourceBuckets().orElse(List.of()), settings.targetBuckets().orElse(List.of()));
    } catch (AlbumenException e) {
      throw new AlbumenException(
          FailureCode.BAD_CONFIGURATION,
          "albumen.s3.source-buckets and albumen.s3.target-buckets are lists such as"
              + " scans,archive/1927: "
              + e.getMessage(),
          e);
    }
  }

  /**
   * How the settings want results encrypted.
   *
   * @throws AlbumenException {@code BAD_CONFIGURATION}
   */
  static Encryption encryption(AlbumenConfig.S3 settings) throws AlbumenException {
    return Encryption.of(settings.encryption(), settings.kmsKey(), settings.bucketKey());
  }

  /**
   * A store with the credentials of the SDK's default chain, within the settings' {@link
   * #boundary}.
   *
   * @throws AlbumenException {@code BAD_CONFIGURATION}
   */
  public static ObjectStore store(AlbumenConfig.S3 settings) throws AlbumenException {
    return store(settings, DefaultCredentialsProvider.builder().build());
  }

  /**
   * A store with given credentials, within the settings' {@link #boundary}.
   *
   * @throws AlbumenException {@code BAD_CONFIGURATION}
   */
  public static ObjectStore store(AlbumenConfig.S3 settings, AwsCredentialsProvider credentials)
      throws AlbumenException {
    Boundary boundary = boundary(settings);
    Encryption encryption = encryption(settings);
    return new AllowedStore(new S3ObjectStore(client(settings, credentials), encryption), boundary);
  }

  /**
   * Reads listings and long objects, within the settings' {@link #boundary}.
   *
   * @throws AlbumenException {@code BAD_CONFIGURATION}
   */
  public static SourceReader reader(AlbumenConfig.S3 settings) throws AlbumenException {
    return reader(settings, DefaultCredentialsProvider.builder().build());
  }

  /**
   * The same with given credentials.
   *
   * @throws AlbumenException {@code BAD_CONFIGURATION}
   */
  public static SourceReader reader(AlbumenConfig.S3 settings, AwsCredentialsProvider credentials)
      throws AlbumenException {
    return new S3SourceReader(client(settings, credentials), boundary(settings));
  }

  private static S3Client client(AlbumenConfig.S3 settings, AwsCredentialsProvider credentials) {
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
                            .retryOnException(S3Clients::isBrokenOff)
                            .build()))
            .httpClientBuilder(
                Apache5HttpClient.builder()
                    .maxConnections(CONNECTIONS)
                    .connectionTimeout(settings.connectTimeout())
                    .socketTimeout(settings.readTimeout()));
    settings.endpoint().ifPresent(builder::endpointOverride);
    return builder.build();
  }

  /**
   * Links to objects within the settings' {@link #boundary}, with the credentials of the SDK's
   * default chain.
   *
   * @throws AlbumenException {@code BAD_CONFIGURATION}
   */
  public static Links links(AlbumenConfig.S3 settings) throws AlbumenException {
    return links(settings, DefaultCredentialsProvider.builder().build());
  }

  /**
   * Links to objects within the settings' {@link #boundary}, with given credentials.
   *
   * @throws AlbumenException {@code BAD_CONFIGURATION}
   */
  public static Links links(AlbumenConfig.S3 settings, AwsCredentialsProvider credentials)
      throws AlbumenException {
    S3Presigner.Builder builder =
        S3Presigner.builder()
            .region(Region.of(settings.region()))
            .credentialsProvider(credentials)
            .serviceConfiguration(
                S3Configuration.builder().pathStyleAccessEnabled(settings.pathStyle()).build());
    settings.endpoint().ifPresent(builder::endpointOverride);
    return new Links(builder.build(), boundary(settings));
  }

  /**
   * S3 answers a conditional write with 409 ConditionalRequestConflict when it cannot yet say
   * whether another write of the key came first; the SDK itself would give up.
   */
  private static boolean isConflict(Throwable e) {
    return e instanceof S3Exception s3 && s3.statusCode() == 409;
  }

  /**
   * An answer that ends in the midst of its XML, as a page of a listing may when its connection
   * breaks; the SDK itself would give up.
   */
  private static boolean isBrokenOff(Throwable e) {
    return e instanceof SdkClientException && e.getCause() instanceof XMLStreamException;
  }
}
