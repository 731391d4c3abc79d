package org.albumen.dispatcher.intake;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.albumen.common.job.ObjectSource;

/**
 * The last event about each key, of the keys that were last seen in each partition. S3 may send
 * events twice and out of order; its {@code sequencer} tells of two about one key which is the
 * later. Not safe for use by several threads.
 */
final class Sequencers {
  /** Keys of a partition that are remembered. */
  static final int MOST = 10_000;

  private static final Pattern HEXADECIMAL = Pattern.compile("[0-9A-Fa-f]{1,128}");

  private final Map<Integer, Map<String, String>> last = new HashMap<>();

  /**
   * Remembers an event, and says whether it is later than all that are remembered about its key. An
   * event without an order of its own always is.
   */
  boolean isLater(int partition, Change change) {
    String sequencer = change.sequencer();
    if (sequencer == null || !HEXADECIMAL.matcher(sequencer).matches()) {
      return true;
    }
    ObjectSource object = change.object();
    String key = object.bucket() + "/" + object.key();
    Map<String, String> ofPartition = last.computeIfAbsent(partition, p -> new Latest());
    String before = ofPartition.get(key);
    if (before != null && compare(sequencer, before) <= 0) {
      return false;
    }
    ofPartition.put(key, sequencer);
    return true;
  }

  /** Forgets partitions that another holds now. */
  void forget(Collection<Integer> partitions) {
    last.keySet().removeAll(partitions);
  }

  /** As numbers, however many digits they have. */
  static int compare(String one, String other) {
    int digits = Math.max(one.length(), other.length());
    return padded(one, digits).compareTo(padded(other, digits));
  }

  private static String padded(String sequencer, int digits) {
    return "0".repeat(digits - sequencer.length()) + sequencer.toLowerCase(Locale.ROOT);
  }

  /** Drops the key that was not seen for the longest time. */
  private static final class Latest extends LinkedHashMap<String, String> {
    private static final long serialVersionUID = 1;

    Latest() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
      return size() > MOST;
    }
  }
}
