package org.albumen.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.S3Exceptions;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/**
 * Keeps a store inside its folders: every key must name a file below its bucket's folder, as the
 * file system sees it. S3Proxy compares paths as texts, which a symbolic link in the folder gets
 * round.
 *
 * <p>Bucket and key of a request's address, and those of a copy's source, are judged by {@link
 * #requireInside}, which is to be asked wherever S3Proxy asks for the store of a bucket; what else
 * names keys is judged here.
 */
final class Confined extends ForwardingBlobStore {
  static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

  private static final int LONGEST_NAME = 255;

  /** S3Proxy writes into {@code NAME-<UUID>} and renames that. */
  private static final int LONGEST_NEW_NAME = LONGEST_NAME - 37;

  private static final int FORBIDDEN = 403;

  private final Path base;

  /**
   * @param base the folder, absolute, whose sub folders, or links to folders, are the buckets
   */
  Confined(Path base) {
    super(new FilesystemNio2BlobStore(base.toString()));
    this.base = base;
  }

  /**
   * Refuses a bucket or key that leads out: with 403 AccessDenied where a symbolic link does, with
   * 400 InvalidArgument otherwise.
   *
   * @param key null where the bucket alone is meant
   */
  void requireInside(String bucket, @Nullable String key) {
    requireInside(bucket, key, LONGEST_NAME);
  }

  @Override
  public PutObjectResponse putBlob(PutObjectRequest request, InputStream payload) {
    requireInside(request.bucket(), request.key(), LONGEST_NEW_NAME);
    return super.putBlob(request, payload);
  }

  @Override
  public DeleteObjectsResponse removeBlobs(DeleteObjectsRequest request) {
    if (request.delete() != null) {
      request.delete().objects().forEach(each -> requireInside(request.bucket(), each.key()));
    }
    return super.removeBlobs(request);
  }

  @Override
  public ListObjectsV2Response list(ListObjectsV2Request request) {
    requireListed(request.bucket(), request.prefix());
    return super.list(request);
  }

  @Override
  public ListObjectsResponse listV1(ListObjectsRequest request) {
    requireListed(request.bucket(), request.prefix());
    return super.listV1(request);
  }

  @Override
  public ListObjectVersionsResponse listVersions(ListObjectVersionsRequest request) {
    requireListed(request.bucket(), request.prefix());
    return super.listVersions(request);
  }

  private void requireListed(String bucket, @Nullable String prefix) {
    requireInside(bucket, prefix == null ? null : prefix + "x");
  }

  private void requireInside(String bucket, @Nullable String key, int longest) {
    if (!BUCKET.matcher(bucket).matches()) {
      throw S3Exceptions.invalidArgument("this is no name of a bucket");
    }
    Path folder = base.resolve(bucket);
    if (key == null || !Files.isDirectory(folder)) {
      return;
    }
    Path file = fileOf(folder, key);
    for (Path name : folder.relativize(file)) {
      if (name.toString().getBytes(StandardCharsets.UTF_8).length > longest) {
        throw S3Exceptions.invalidArgument("a name in the key is too long for a file system");
      }
    }
    try {
      if (!leadsTo(file, folder)) {
        throw S3Exceptions.fromStatusCode(FORBIDDEN);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path fileOf(Path folder, String key) {
    try {
      Path file = folder.resolve(key);
      boolean plain = file.normalize().equals(file) && !key.contains("//");
      if (plain && file.startsWith(folder)) {
        return file;
      }
    } catch (InvalidPathException e) {
      throw S3Exceptions.invalidArgument("the key is no file's name");
    }
    throw S3Exceptions.invalidArgument("the key is no path below its bucket");
  }

  /** Whether what there is of the path lies in the folder, all links followed. */
  private static boolean leadsTo(Path file, Path folder) throws IOException {
    Path existing = folder;
    for (Path name : folder.relativize(file)) {
      if (!Files.exists(existing.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
        break;
      }
      existing = existing.resolve(name);
    }
    return Files.exists(existing) && existing.toRealPath().startsWith(folder.toRealPath());
  }
}
