package org.albumen.common.job;

import static java.util.Objects.requireNonNull;

/**
 * Where results go.
 *
 * @param bucket the bucket's name
 * @param prefix put before every result's key; empty, or ending in a slash
 */
public record Target(String bucket, String prefix) {
  public Target {
    ObjectRef.requireText(bucket, "bucket");
    requireNonNull(prefix, "prefix");
    if (!prefix.isEmpty() && !prefix.endsWith("/")) {
      prefix = prefix + "/";
    }
  }
}
