package org.albumen.dispatcher.submission;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.albumen.common.codec.Json;
import org.albumen.common.submission.Submission;

/**
 * The latest submissions, so that one that comes again, or is looked at before the tracker has
 * heard of it, gets the same answer. Forgets the oldest. Safe for use by several threads.
 */
final class RecentSubmissions {
  private static final int MOST = 1_000;
  private static final long MOST_BYTES = 32L << 20;

  private record Kept(Submission submission, int bytes) {}

  private final Map<String, Kept> byBatch = new LinkedHashMap<>();
  private long bytes;

  synchronized Optional<Submission> of(String batchId) {
    return Optional.ofNullable(byBatch.get(batchId)).map(Kept::submission);
  }

  synchronized void add(Submission submission) {
    Kept kept = new Kept(submission, Json.write(submission).length);
    Kept before = byBatch.put(submission.batchId(), kept);
    bytes += kept.bytes() - (before == null ? 0 : before.bytes());
    var oldest = byBatch.values().iterator();
    while (byBatch.size() > MOST || (bytes > MOST_BYTES && byBatch.size() > 1)) {
      bytes -= oldest.next().bytes();
      oldest.remove();
    }
  }
}
