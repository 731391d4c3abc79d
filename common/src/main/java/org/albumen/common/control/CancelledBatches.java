package org.albumen.common.control;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The batches that are cancelled, by their ids, in the order in which that was said. Has an end:
 * what is older than {@link #KEPT} is dropped, and of more than {@link #MOST} the oldest. Safe for
 * use by several threads.
 */
final class CancelledBatches {
  /**
   * Longer than the topics of jobs keep them, see {@link org.albumen.common.topic.TopicSetup}: a
   * page that was in progress may have become jobs after the order.
   */
  static final Duration KEPT = Duration.ofDays(32);

  /** Some 15 MB of ids. */
  static final int MOST = 100_000;

  private final Map<String, Long> since = new LinkedHashMap<>();

  /**
   * A batch is cancelled.
   *
   * @param at when that was said, in milliseconds since 1970
   * @param now likewise
   */
  synchronized void add(String batchId, long at, long now) {
    since.remove(batchId);
    since.put(batchId, at);
    prune(now);
  }

  /** The order was taken back. */
  synchronized void remove(String batchId) {
    since.remove(batchId);
  }

  synchronized boolean contains(String batchId) {
    return since.containsKey(batchId);
  }

  synchronized int size() {
    return since.size();
  }

  private void prune(long now) {
    Iterator<Long> oldest = since.values().iterator();
    while (oldest.hasNext()) {
      boolean old = oldest.next() < now - KEPT.toMillis();
      if (!old && since.size() <= MOST) {
        return;
      }
      oldest.remove();
    }
  }
}
