package org.albumen.common.codec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Bytes with holes: what many messages have in common. Immutable. */
final class Template {
  private final List<byte[]> pieces;
  private final int length;

  private Template(List<byte[]> pieces) {
    this.pieces = pieces;
    this.length = pieces.stream().mapToInt(piece -> piece.length).sum();
  }

  /**
   * Leaves holes where a sample has these values, one after the other.
   *
   * @throws IllegalArgumentException when it has not
   */
  static Template of(byte[] sample, byte[]... values) {
    List<byte[]> pieces = new ArrayList<>();
    int from = 0;
    for (byte[] value : values) {
      int at = find(sample, value, from);
      pieces.add(Arrays.copyOfRange(sample, from, at));
      from = at + value.length;
    }
    pieces.add(Arrays.copyOfRange(sample, from, sample.length));
    return new Template(pieces);
  }

  /** The bytes with these values in the holes. */
  byte[] filled(byte[]... values) {
    int size = length;
    for (byte[] value : values) {
      size += value.length;
    }
    byte[] filled = new byte[size];
    int at = 0;
    for (int i = 0; i < pieces.size(); i++) {
      at = put(pieces.get(i), filled, at);
      if (i < values.length) {
        at = put(values[i], filled, at);
      }
    }
    return filled;
  }

  private static int put(byte[] from, byte[] to, int at) {
    System.arraycopy(from, 0, to, at, from.length);
    return at + from.length;
  }

  private static int find(byte[] in, byte[] value, int from) {
    for (int at = from; at + value.length <= in.length; at++) {
      if (Arrays.equals(in, at, at + value.length, value, 0, value.length)) {
        return at;
      }
    }
    throw new IllegalArgumentException("the sample does not have the value");
  }
}
