package org.albumen.embedded;

import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import org.gaul.s3proxy.AccessGrant;
import org.gaul.s3proxy.BlobStoreLocator;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.jspecify.annotations.Nullable;

/**
 * An S3 store inside this JVM that serves folders as buckets: an object is a file, its key the
 * file's path in the folder. Addressed path-style, in any region; unless told otherwise it is bound
 * to the loopback interface, with credentials made up at each start.
 *
 * <p>No key leads out of its bucket's folder, by whatever name or symbolic link. Conditional writes
 * ({@code If-None-Match: *}) are atomic. A file that was not written through the store has no ETag.
 * Instances are thread-safe.
 */
public final class EmbeddedS3 implements AutoCloseable {
  private static final int STOP_TIMEOUT_MS = 2_000;
  private static final int MAX_THREADS = 64;

  private final S3Proxy proxy;
  private final String accessKey;
  private final String secretKey;
  private final @Nullable Path links;

  private EmbeddedS3(S3Proxy proxy, String accessKey, String secretKey, @Nullable Path links) {
    this.proxy = proxy;
    this.accessKey = accessKey;
    this.secretKey = secretKey;
    this.links = links;
  }

  /**
   * Serves a folder whose sub folders are the buckets. Buckets can be created and deleted.
   *
   * @param base the folder, created when it is missing
   * @throws IOException when the store cannot start; its message says why in one line
   */
  public static EmbeddedS3 start(Path base) throws IOException {
    return start(base, EmbeddedKafka.HOST, 0, random(10), random(20));
  }

  /**
   * The same at an address and with credentials of the caller's choice.
   *
   * @param host the address that is listened on, {@code 0.0.0.0} for all
   * @param port 0 takes a free one
   */
  public static EmbeddedS3 start(
      Path base, String host, int port, String accessKey, String secretKey) throws IOException {
    Files.createDirectories(base);
    Confined store = confined(base);
    URI address = URI.create("http://" + host + ":" + port);
    return serve(store, bucket -> store, new Door(address, accessKey, secretKey), null);
  }

  /**
   * Serves folders that lie anywhere as buckets. No other bucket exists or can be created.
   *
   * @param buckets bucket name (3 to 63 of {@code a-z 0-9 . -}) to an existing folder
   * @param readOnly names of the buckets whose every write is refused with 403 AccessDenied
   * @throws IllegalArgumentException for a name that is no bucket name, or a read-only name that is
   *     not among the buckets
   * @throws IOException when a folder does not exist or the store cannot start; its message says
   *     why in one line
   */
  public static EmbeddedS3 start(Map<String, Path> buckets, Set<String> readOnly)
      throws IOException {
    Map<String, Path> folders = Map.copyOf(buckets);
    Set<String> guarded = Set.copyOf(readOnly);
    if (!folders.keySet().containsAll(guarded)) {
      throw new IllegalArgumentException("read-only buckets " + guarded + " are not all served");
    }
    Path links = link(folders);
    try {
      Confined store = confined(links);
      BlobStore reading = ReadOnly.view(store);
      // A name that is not served reads as a missing bucket and cannot be written either.
      return serve(
          store,
          bucket -> folders.containsKey(bucket) && !guarded.contains(bucket) ? store : reading,
          Door.loopback(),
          links);
    } catch (IOException | RuntimeException e) {
      unlink(links);
      throw e;
    }
  }

  /** The address for clients, {@code http://127.0.0.1:port}. */
  public URI endpoint() {
    return URI.create("http://" + EmbeddedKafka.HOST + ":" + proxy.getPort());
  }

  /** The access key id of this start. */
  public String accessKey() {
    return accessKey;
  }

  /** The secret access key of this start. */
  public String secretKey() {
    return secretKey;
  }

  /** Stops the store, letting requests in flight finish for two seconds; the folders remain. */
  @Override
  public void close() throws IOException {
    try {
      proxy.stop();
    } catch (Exception e) {
      throw new IOException("The S3 store did not stop cleanly: " + e.getMessage(), e);
    } finally {
      if (links != null) {
        unlink(links);
      }
    }
  }

  /** Chooses the store that answers for a bucket. */
  private interface Route {
    BlobStore storeOf(String bucket);
  }

  private static Confined confined(Path base) {
    return new Confined(base.toAbsolutePath().normalize());
  }

  /** Where the store listens, and whom it lets in. */
  private record Door(URI address, String accessKey, String secretKey) {
    static Door loopback() {
      return new Door(URI.create("http://" + EmbeddedKafka.HOST + ":0"), random(10), random(20));
    }
  }

  private static EmbeddedS3 serve(Confined store, Route route, Door door, @Nullable Path links)
      throws IOException {
    S3Proxy proxy =
        S3Proxy.builder()
            .blobStore(store)
            .endpoint(door.address())
            .awsAuthentication(AuthenticationType.AWS_V4, door.accessKey(), door.secretKey())
            .jettyMaxThreads(MAX_THREADS)
            .stopTimeout(STOP_TIMEOUT_MS)
            .build();
    BlobStoreLocator locator =
        (identity, bucket, key) -> {
          if (!door.accessKey().equals(identity)) {
            return null;
          }
          if (bucket == null || bucket.isEmpty()) {
            return new AccessGrant(door.secretKey(), store);
          }
          store.requireInside(bucket, key == null || key.isEmpty() ? null : key);
          return new AccessGrant(door.secretKey(), route.storeOf(bucket));
        };
    proxy.setBlobStoreLocator(locator);
    try {
      proxy.start();
    } catch (Exception e) {
      throw new IOException("The S3 store cannot start: " + e.getMessage(), e);
    }
    return new EmbeddedS3(proxy, door.accessKey(), door.secretKey(), links);
  }

  private static String random(int bytes) {
    byte[] token = new byte[bytes];
    new SecureRandom().nextBytes(token);
    return HexFormat.of().formatHex(token);
  }

  /** A temporary folder of symbolic links, which is how folders anywhere share one root. */
  private static Path link(Map<String, Path> folders) throws IOException {
    for (Map.Entry<String, Path> folder : folders.entrySet()) {
      if (!Confined.BUCKET.matcher(folder.getKey()).matches()) {
        throw new IllegalArgumentException("not a bucket name: " + folder.getKey());
      }
      if (!Files.isDirectory(folder.getValue())) {
        throw new IOException("The folder " + folder.getValue() + " does not exist");
      }
    }
    Path links = Files.createTempDirectory("albumen-s3-");
    for (Map.Entry<String, Path> folder : folders.entrySet()) {
      Files.createSymbolicLink(links.resolve(folder.getKey()), folder.getValue().toRealPath());
    }
    return links;
  }

  private static void unlink(Path links) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(links, Files::isSymbolicLink)) {
      for (Path entry : entries) {
        Files.delete(entry);
      }
    }
    Files.deleteIfExists(links);
  }
}
