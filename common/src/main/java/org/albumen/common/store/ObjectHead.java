package org.albumen.common.store;

import java.time.Instant;
import java.util.Map;
import org.albumen.common.job.ObjectRef;
import org.albumen.common.job.ObjectSource;
import org.jspecify.annotations.Nullable;

/**
 * What a store says about an object.
 *
 * @param versionId null where the bucket keeps no versions
 * @param etag without quotes; null where the store has none
 * @param size in bytes
 * @param metadata the user's own, names in lower case
 */
public record ObjectHead(
    ObjectRef ref,
    @Nullable String versionId,
    @Nullable String etag,
    long size,
    @Nullable Instant lastModified,
    Map<String, String> metadata) {
  public ObjectHead {
    metadata = Map.copyOf(metadata);
  }

  /** The object as a job's source. */
  public ObjectSource asSource() {
    return new ObjectSource(ref.bucket(), ref.key(), versionId, etag, size, lastModified);
  }
}
