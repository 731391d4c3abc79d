package org.albumen.dispatcher;

import org.albumen.common.config.AlbumenConfig;
import org.albumen.common.config.S3Clients;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.store.Links;
import org.albumen.common.store.ObjectStore;
import org.albumen.common.store.SourceReader;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;

/**
 * The store as a dispatcher uses it, within the settings' boundary. Safe for use by several
 * threads.
 *
 * @param objects single objects
 * @param reader listings and long objects
 * @param links for others to read an object by
 */
public record Stores(ObjectStore objects, SourceReader reader, Links links)
    implements AutoCloseable {

  /**
   * With the credentials of the SDK's default chain.
   *
   * @throws AlbumenException {@code BAD_CONFIGURATION}
   */
  public static Stores of(AlbumenConfig.S3 settings) throws AlbumenException {
    return of(settings, DefaultCredentialsProvider.builder().build());
  }

  /**
   * With given credentials.
   *
   * @throws AlbumenException {@code BAD_CONFIGURATION}
   */
  public static Stores of(AlbumenConfig.S3 settings, AwsCredentialsProvider credentials)
      throws AlbumenException {
    return new Stores(
        S3Clients.store(settings, credentials),
        S3Clients.reader(settings, credentials),
        S3Clients.links(settings, credentials));
  }

  @Override
  public void close() {
    links.close();
    reader.close();
    objects.close();
  }
}
