package org.albumen.common.job;

import static org.albumen.common.job.ObjectRef.requireText;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a result is made of: a photograph on S3, or a seed from which an image is drawn. */
public sealed interface Source permits ObjectSource, SeedSource {

  /** The same, by name alone. */
  @JsonIgnore
  SourceRef ref();

  /** Whether {@link #fields} tells this content from every other. */
  @JsonIgnore
  boolean identified();

  /** What is digested of a source, in a fixed order; no two sources have the same. */
  @JsonIgnore
  List<String> fields();

  /**
   * Reads either: an object with a bucket and a key, or {@code {"seed": 7}}.
   *
   * @throws IllegalArgumentException when it is both
   */
  @JsonCreator
  static Source of(
      @JsonProperty("bucket") @Nullable String bucket,
      @JsonProperty("key") @Nullable String key,
      @JsonProperty("versionId") @Nullable String versionId,
      @JsonProperty("etag") @Nullable String etag,
      @JsonProperty("size") @Nullable Long size,
      @JsonProperty("lastModified") @Nullable Instant lastModified,
      @JsonProperty("seed") @Nullable Long seed) {
    if (seed == null) {
      return new ObjectSource(
          requireText(bucket, "bucket"),
          requireText(key, "key"),
          versionId,
          etag,
          size,
          lastModified);
    }
    return SeedSource.alone(seed, bucket, key);
  }
}
