package org.albumen.common.job;

import static org.albumen.common.job.ObjectRef.requireText;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** What a job was about, by name alone: an object on S3, or a seed. */
public sealed interface SourceRef permits ObjectRef, SeedSource {

  /** An object's key, or a seed as a file name: {@code seed0007}. */
  String name();

  /**
   * Reads either: {@code {"bucket": "b", "key": "k"}} or {@code {"seed": 7}}.
   *
   * @throws IllegalArgumentException when it is both, or incomplete
   */
  @JsonCreator
  static SourceRef of(
      @JsonProperty("bucket") @Nullable String bucket,
      @JsonProperty("key") @Nullable String key,
      @JsonProperty("seed") @Nullable Long seed) {
    if (seed == null) {
      return new ObjectRef(requireText(bucket, "bucket"), requireText(key, "key"));
    }
    return SeedSource.alone(seed, bucket, key);
  }
}
