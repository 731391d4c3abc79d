package org.albumen.models.imaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.TreeMap;

/**
 * An image file directory that is gathered and laid out in ascending order (TIFF 6.0, section 2),
 * or its BigTIFF form.
 */
final class TiffTags {
  static final int UNDEFINED = 7;
  static final int BYTE = 1;
  private static final int ASCII = 2;
  private static final int SHORT = 3;
  private static final int LONG = 4;
  private static final int RATIONAL = 5;
  private static final int LONG8 = 16;
  private static final long MOST = 0xffff_ffffL;

  private final ByteOrder order;
  private final boolean big;
  private final Map<Integer, Entry> entries = new TreeMap<>();

  /** The value as bytes of the file's order; as they are when they fit the entry itself. */
  private record Entry(int type, long count, ByteBuffer value) {}

  TiffTags(ByteOrder order, boolean big) {
    this.order = order;
    this.big = big;
  }

  void shorts(int tag, int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(2 * values.length).order(order);
    for (int value : values) {
      bytes.putShort((short) value);
    }
    entries.put(tag, new Entry(SHORT, values.length, bytes.flip()));
  }

  /** Unsigned 32 bits each, 64 in BigTIFF. */
  void longs(int tag, long... values) {
    ByteBuffer bytes = ByteBuffer.allocate((big ? 8 : 4) * values.length).order(order);
    for (long value : values) {
      if (big) {
        bytes.putLong(value);
      } else {
        bytes.putInt((int) value);
      }
    }
    entries.put(tag, new Entry(big ? LONG8 : LONG, values.length, bytes.flip()));
  }

  /** The simplest decimal fraction that is the number, or as near as 32 bits come. */
  void rational(int tag, double value) {
    long denominator = 1;
    while (denominator < 1_000_000_000
        && (double) Math.round(value * denominator) / denominator != value
        && value * denominator * 10 < MOST) {
      denominator *= 10;
    }
    ByteBuffer bytes = ByteBuffer.allocate(8).order(order);
    bytes.putInt((int) Math.min(MOST, Math.round(value * denominator))).putInt((int) denominator);
    entries.put(tag, new Entry(RATIONAL, 1, bytes.flip()));
  }

  void text(int tag, String text) {
    byte[] bytes = (text + '\0').getBytes(UTF_8);
    entries.put(tag, new Entry(ASCII, bytes.length, ByteBuffer.wrap(bytes)));
  }

  void bytes(int tag, int type, byte[] bytes) {
    entries.put(tag, new Entry(type, bytes.length, ByteBuffer.wrap(bytes)));
  }

  /** An entry of a directory in the same file, whose value stays where it is. */
  void taken(int tag, int type, int count, byte[] valueOrOffset) {
    entries.put(
        tag, new Entry(type, Integer.toUnsignedLong(count), ByteBuffer.wrap(valueOrOffset)));
  }

  boolean has(int tag) {
    return entries.containsKey(tag);
  }

  /**
   * The directory, and behind it the values that do not fit into it.
   *
   * @param at where in the file it will stand, an even number
   */
  byte[] laidOut(long at) {
    int inline = big ? 8 : 4;
    int size = big ? 8 + 20 * entries.size() + 8 : 2 + 12 * entries.size() + 4;
    int length = size;
    for (Entry entry : entries.values()) {
      int bytes = entry.value.limit();
      length += bytes > inline ? even(bytes) : 0;
    }
    ByteBuffer bytes = ByteBuffer.allocate(length).order(order);
    number(bytes, big ? 8 : 2, entries.size());
    int values = size;
    for (Map.Entry<Integer, Entry> each : entries.entrySet()) {
      Entry entry = each.getValue();
      bytes.putShort(each.getKey().shortValue()).putShort((short) entry.type);
      number(bytes, inline, entry.count);
      int valueBytes = entry.value.limit();
      if (valueBytes <= inline) {
        bytes.put(entry.value.duplicate()).put(new byte[inline - valueBytes]);
      } else {
        number(bytes, inline, at + values);
        bytes.put(values, entry.value, 0, valueBytes);
        values += even(valueBytes);
      }
    }
    return bytes.array(); // the offset of the next directory is 0: there is none
  }

  private static void number(ByteBuffer to, int bytes, long value) {
    switch (bytes) {
      case 2 -> to.putShort((short) value);
      case 4 -> to.putInt((int) value);
      default -> to.putLong(value);
    }
  }

  private static int even(int length) {
    return Math.addExact(length, length & 1);
  }
}
