package org.albumen.common.job;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * An object on S3.
 *
 * @param bucket the bucket's name, not empty
 * @param key the object's key, not empty
 */
public record ObjectRef(String bucket, String key) implements SourceRef {
  public ObjectRef {
    requireText(bucket, "bucket");
    requireText(key, "key");
  }

  /** The same text, which must be there and not be blank. */
  static String requireText(@Nullable String value, String name) {
    if (requireNonNull(value, name).isBlank()) {
      throw new IllegalArgumentException(name + " is empty");
    }
    return value;
  }

  /** The key. */
  @Override
  public String name() {
    return key;
  }

  @Override
  public String toString() {
    return "s3://" + bucket + "/" + key;
  }
}
