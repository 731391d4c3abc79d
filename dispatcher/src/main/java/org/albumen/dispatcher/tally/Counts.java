package org.albumen.dispatcher.tally;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.albumen.common.failure.FailureCode;
import org.jspecify.annotations.Nullable;

/**
 * Sums over some jobs of a batch. Sums of disjoint sets of jobs add up, and what was added can be
 * taken away; times alone only ever grow. Not safe for use by several threads.
 */
final class Counts {
  private static final int FORMAT = 1;
  private static final long NEVER = -1;

  private final long[] values = new long[Quantity.values().length];
  private final Map<FailureCode, Long> failures = new EnumMap<>(FailureCode.class);
  private final Pace pace = new Pace();
  private long last = NEVER;
  private long lastEnd = NEVER;
  private long first = NEVER;
  private long stamp = NEVER;

  long get(Quantity quantity) {
    return values[quantity.place()];
  }

  void add(Quantity quantity, long amount) {
    values[quantity.place()] += amount;
  }

  void addFailure(FailureCode code) {
    add(Quantity.FAILED, 1);
    failures.put(code, 1L);
  }

  /** Adds a job that ended then, on the broker's clock, in ms. */
  void addEnd(long millis) {
    pace.add(millis, 1);
  }

  /** Takes notice of an event. */
  void happened(Instant time, boolean end, long brokersMillis) {
    long millis = time.toEpochMilli();
    first = first == NEVER ? millis : Math.min(first, millis);
    last = Math.max(last, millis);
    lastEnd = end ? Math.max(lastEnd, millis) : lastEnd;
    stamp = Math.max(stamp, brokersMillis);
  }

  void plus(Counts other) {
    merge(other, 1);
    first = first == NEVER || (other.first != NEVER && other.first < first) ? other.first : first;
    last = Math.max(last, other.last);
    lastEnd = Math.max(lastEnd, other.lastEnd);
    stamp = Math.max(stamp, other.stamp);
  }

  void minus(Counts other) {
    merge(other, -1);
  }

  private void merge(Counts other, int sign) {
    for (int i = 0; i < values.length; i++) {
      values[i] += sign * other.values[i];
    }
    other.failures.forEach(
        (code, count) -> failures.merge(code, sign * count, Counts::sumUnlessZero));
    pace.merge(other.pace, sign);
  }

  private static @Nullable Long sumUnlessZero(Long a, Long b) {
    return a + b == 0 ? null : Long.valueOf(a + b);
  }

  long ended() {
    return get(Quantity.SUCCEEDED) + get(Quantity.FAILED) + get(Quantity.CANCELLED);
  }

  Map<FailureCode, Long> failures() {
    return new TreeMap<>(failures);
  }

  /** See {@link Pace#perSecond}. */
  double endsPerSecond(long nowMillis) {
    return pace.perSecond(nowMillis);
  }

  @Nullable Instant first() {
    return instant(first);
  }

  @Nullable Instant last() {
    return instant(last);
  }

  @Nullable Instant lastEnd() {
    return instant(lastEnd);
  }

  /** The latest event's time on the broker's clock, in ms; negative without any. */
  long stamp() {
    return stamp;
  }

  byte[] toBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(FORMAT);
      out.writeByte(values.length);
      for (long value : values) {
        out.writeLong(value);
      }
      for (long time : new long[] {first, last, lastEnd, stamp}) {
        out.writeLong(time);
      }
      out.writeShort(failures.size());
      for (Map.Entry<FailureCode, Long> failure : failures.entrySet()) {
        out.writeUTF(failure.getKey().name());
        out.writeLong(failure.getValue());
      }
      pace.writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** What {@link #toBytes} wrote; nothing counted of null. */
  static Counts of(byte @Nullable [] bytes) {
    Counts counts = new Counts();
    if (bytes == null) {
      return counts;
    }
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      counts.readFrom(in);
      return counts;
    } catch (IOException e) {
      throw new UncheckedIOException("counts that cannot be read", e);
    }
  }

  private void readFrom(DataInputStream in) throws IOException {
    if (in.readByte() != FORMAT) {
      throw new IOException("counts of another format");
    }
    int known = in.readByte();
    for (int i = 0; i < known; i++) {
      values[i] = in.readLong();
    }
    first = in.readLong();
    last = in.readLong();
    lastEnd = in.readLong();
    stamp = in.readLong();
    int codes = in.readShort();
    for (int i = 0; i < codes; i++) {
      failures.put(FailureCode.valueOf(in.readUTF()), in.readLong());
    }
    pace.readFrom(in);
  }

  private static @Nullable Instant instant(long millis) {
    return millis == NEVER ? null : Instant.ofEpochMilli(millis);
  }
}
