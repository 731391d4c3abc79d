package org.albumen.common.job;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The photograph to restore, as it was when the job was made.
 *
 * @param bucket the bucket's name
 * @param key the object's key
 * @param versionId the S3 version, when the bucket keeps versions
 * @param etag the entity tag without quotes, when the store has one
 * @param size in bytes
 * @param lastModified to the second
 */
public record Source(
    String bucket,
    String key,
    @Nullable String versionId,
    @Nullable String etag,
    @Nullable Long size,
    @Nullable Instant lastModified) {
  public Source {
    ObjectRef.requireText(bucket, "source.bucket");
    ObjectRef.requireText(key, "source.key");
    if (size != null && size < 0) {
      throw new IllegalArgumentException("source.size is negative");
    }
  }

  /** A source known by name alone; its identity is looked up when the job runs. */
  public static Source of(String bucket, String key) {
    return new Source(bucket, key, null, null, null, null);
  }

  @JsonIgnore
  public ObjectRef ref() {
    return new ObjectRef(bucket, key);
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
}
