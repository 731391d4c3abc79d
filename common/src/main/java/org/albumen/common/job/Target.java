package org.albumen.common.job;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * Where results go.
 *
 * @param bucket the bucket's name
 * @param prefix put before every result's key; empty, or ending in a slash
 * @param insideSource true when results may lie among their sources; null: no
 */
public record Target(String bucket, String prefix, @Nullable Boolean insideSource) {
  public Target {
    ObjectRef.requireText(bucket, "bucket");
    requireNonNull(prefix, "prefix");
    if (!prefix.isEmpty() && !prefix.endsWith("/")) {
      prefix = prefix + "/";
    }
    insideSource = Boolean.TRUE.equals(insideSource) ? Boolean.TRUE : null;
  }

  /** A target apart from the sources. */
  public Target(String bucket, String prefix) {
    this(bucket, prefix, null);
  }

  /** The same, among the sources if need be. */
  public Target allowedInsideSource() {
    return new Target(bucket, prefix, true);
  }

  /**
   * Whether results of sources whose keys begin so lie where those are, so that a later listing
   * takes them for sources: a result's key is the target's prefix and then the source's key.
   */
  public boolean isAmong(String sourceBucket, String sourcePrefix) {
    return bucket.equals(sourceBucket) && (prefix + sourcePrefix).startsWith(sourcePrefix);
  }

  /** Whether results may lie among their sources. */
  public boolean mayBeInsideSource() {
    return insideSource != null;
  }
}
