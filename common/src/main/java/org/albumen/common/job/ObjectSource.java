package org.albumen.common.job;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A photograph to restore, as it was when the job was made.
 *
 * @param bucket the bucket's name
 * @param key the object's key
 * @param versionId the S3 version, when the bucket keeps versions; {@code "null"}, which S3 gives
 *     to every object written while versioning is suspended, tells nothing apart and counts as none
 * @param etag the entity tag without quotes, when the store has one
 * @param size in bytes
 * @param lastModified to the second
 */
public record ObjectSource(
    String bucket,
    String key,
    @Nullable String versionId,
    @Nullable String etag,
    @Nullable Long size,
    @Nullable Instant lastModified)
    implements Source {
  /** What S3 calls the version of an object that was written while versioning was suspended. */
  private static final String NO_VERSION = "null";

  public ObjectSource {
    ObjectRef.requireText(bucket, "bucket");
    ObjectRef.requireText(key, "key");
    if (size != null && size < 0) {
      throw new IllegalArgumentException("size is negative");
    }
    versionId = NO_VERSION.equals(versionId) ? null : emptyAsNull(versionId);
    etag = emptyAsNull(etag);
  }

  /** A source known by name alone; its identity is looked up when the job runs. */
  public static ObjectSource of(String bucket, String key) {
    return new ObjectSource(bucket, key, null, null, null, null);
  }

  @Override
  public ObjectRef ref() {
    return new ObjectRef(bucket, key);
  }

  /** The same with another text for its bucket, such as one that many share. */
  public ObjectSource in(String otherBucket) {
    return new ObjectSource(otherBucket, key, versionId, etag, size, lastModified);
  }

  /** Whether no more is known of it than its name. */
  @JsonIgnore
  public boolean isNameAlone() {
    return versionId == null && etag == null && size == null && lastModified == null;
  }

  /** The same, known by size and time alone. */
  public ObjectSource withoutTag() {
    return new ObjectSource(bucket, key, null, null, size, lastModified);
  }

  /**
   * What tells this content from another under the same key: the version, else the entity tag, else
   * size and modification time; empty when none is known.
   */
  @JsonIgnore
  public Optional<String> identity() {
    if (versionId != null) {
      return Optional.of("version:" + versionId);
    }
    if (etag != null) {
      return Optional.of("etag:" + etag);
    }
    if (size != null && lastModified != null) {
      return Optional.of("size:" + size + ",modified:" + lastModified.getEpochSecond());
    }
    return Optional.empty();
  }

  @Override
  public boolean identified() {
    return identity().isPresent();
  }

  /** Bucket, key and identity, which is empty when none is known. */
  @Override
  public List<String> fields() {
    return List.of(bucket, key, identity().orElse(""));
  }

  private static @Nullable String emptyAsNull(@Nullable String text) {
    return text == null || text.isEmpty() ? null : text;
  }
}
