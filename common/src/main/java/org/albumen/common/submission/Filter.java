package org.albumen.common.submission;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which of the selected objects become jobs; what is left out lets everything through. Size and
 * time judge objects of which they are known.
 *
 * @param glob of the whole key, as {@link java.nio.file.FileSystem#getPathMatcher} reads it: {@code
 *     1927/**.tif}
 * @param minSize in bytes
 * @param maxSize in bytes
 * @param modifiedSince the object was written then or later
 */
public record Filter(
    @Nullable String glob,
    @Nullable Long minSize,
    @Nullable Long maxSize,
    @Nullable Instant modifiedSince) {
  /** Lets everything through. */
  public static final Filter NONE = new Filter(null, null, null, null);

  public Filter {
    if (minSize != null && minSize < 0) {
      throw new IllegalArgumentException("minSize must not be negative");
    }
    if (maxSize != null && maxSize < (minSize == null ? 0 : minSize)) {
      throw new IllegalArgumentException("maxSize must not be below minSize");
    }
  }
}
