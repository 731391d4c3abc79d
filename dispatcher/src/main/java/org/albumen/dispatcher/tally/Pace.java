package org.albumen.dispatcher.tally;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How many jobs ended in each of the last spans of {@link #SPAN} ms before the last end, {@link
 * #SPANS} of them. Not safe for use by several threads.
 */
final class Pace {
  static final long SPAN = 5_000;
  static final int SPANS = 24;

  /** By the spans' numbers since 1970. */
  private final TreeMap<Long, Long> ends = new TreeMap<>();

  void add(long millis, long count) {
    ends.merge(Math.floorDiv(millis, SPAN), count, Pace::sumUnlessZero);
    forget();
  }

  void merge(Pace other, int sign) {
    other.ends.forEach((span, count) -> ends.merge(span, sign * count, Pace::sumUnlessZero));
    forget();
  }

  /**
   * Jobs that ended in a second: over two minutes, or since the first of these ends when that was
   * later, but over no less than one span.
   */
  double perSecond(long nowMillis) {
    long now = Math.max(Math.floorDiv(nowMillis, SPAN), ends.isEmpty() ? 0 : ends.lastKey());
    Map<Long, Long> recent = ends.tailMap(now - SPANS, false);
    if (recent.isEmpty()) {
      return 0;
    }
    long count = recent.values().stream().mapToLong(c -> Math.max(c, 0)).sum();
    long since = ends.firstKey() > now - SPANS ? ends.firstKey() : now - SPANS + 1;
    double spans = Math.max(1, nowMillis / (double) SPAN - since);
    return count * 1000 / (spans * SPAN);
  }

  void writeTo(DataOutputStream out) throws IOException {
    out.writeShort(ends.size());
    for (Map.Entry<Long, Long> span : ends.entrySet()) {
      out.writeLong(span.getKey());
      out.writeLong(span.getValue());
    }
  }

  void readFrom(DataInputStream in) throws IOException {
    int spans = in.readShort();
    for (int i = 0; i < spans; i++) {
      ends.put(in.readLong(), in.readLong());
    }
  }

  /** What was taken away may have been forgotten before: that shows as less than nothing. */
  private void forget() {
    if (!ends.isEmpty()) {
      ends.headMap(ends.lastKey() - SPANS, true).clear();
    }
  }

  private static @Nullable Long sumUnlessZero(Long a, Long b) {
    return a + b == 0 ? null : Long.valueOf(a + b);
  }
}
