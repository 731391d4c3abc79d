package org.albumen.common.job;

import static java.util.Objects.requireNonNull;

/**
 * An object on S3.
 *
 * @param bucket the bucket's name, not empty
 * @param key the object's key, not empty
 */
public record ObjectRef(String bucket, String key) {
  public ObjectRef {
    requireText(bucket, "bucket");
    requireText(key, "key");
  }

  static void requireText(String value, String name) {
    if (requireNonNull(value, name).isBlank()) {
      throw new IllegalArgumentException(name + " is empty");
    }
  }

  @Override
  public String toString() {
    return "s3://" + bucket + "/" + key;
  }
}
