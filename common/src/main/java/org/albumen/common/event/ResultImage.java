package org.albumen.common.event;

import static java.util.Objects.requireNonNull;

/**
 * A stored result.
 *
 * @param sha256 of its bytes, 64 hex digits
 * @param size in bytes
 * @param width in pixels
 * @param height in pixels
 */
public record ResultImage(
    String bucket, String key, String mediaType, String sha256, long size, int width, int height) {
  public ResultImage {
    requireNonNull(bucket, "bucket");
    requireNonNull(key, "key");
    requireNonNull(mediaType, "mediaType");
    requireNonNull(sha256, "sha256");
  }
}
