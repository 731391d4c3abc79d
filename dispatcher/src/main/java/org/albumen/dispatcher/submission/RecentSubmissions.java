package org.albumen.dispatcher.submission;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.albumen.common.submission.Submission;
import org.jspecify.annotations.Nullable;

/**
 * The latest requests that became batches, so that one that comes again, or is looked at before the
 * tracker has heard of it, gets the same answer. Forgets the oldest. Safe for use by several
 * threads.
 */
final class Requests {
  private static final int MOST = 1_000;
  private static final long MOST_BYTES = 32L << 20;

  /**
   * A request that became a batch.
   *
   * @param key its idempotency key
   * @param digest of what was asked for
   * @param bytes it has in JSON
   */
  record Request(Submission submission, @Nullable String key, String digest, int bytes) {}

  private final Map<String, Request> byBatch = new LinkedHashMap<>();
  private long bytes;

  synchronized Optional<Request> of(String batchId) {
    return Optional.ofNullable(byBatch.get(batchId));
  }

  synchronized void add(Request request) {
    Request before = byBatch.put(request.submission().batchId(), request);
    bytes += request.bytes() - (before == null ? 0 : before.bytes());
    var oldest = byBatch.values().iterator();
    while (byBatch.size() > MOST || (bytes > MOST_BYTES && byBatch.size() > 1)) {
      bytes -= oldest.next().bytes();
      oldest.remove();
    }
  }
}
