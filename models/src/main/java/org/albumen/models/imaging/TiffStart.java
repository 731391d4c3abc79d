package org.albumen.models.imaging;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;
import org.albumen.models.imaging.metadata.Block;

/**
 * The start of a TIFF file. An EXIF block is a TIFF structure whose offsets count from its first
 * byte: so the file begins with the block as it is, its directories below the first and the maker's
 * note stay valid unread, and the image's directory takes over what of the block's first one
 * describes the photograph.
 */
final class TiffStart {
  private static final int EXIF = 34665;
  private static final int GPS = 34853;
  private static final int LONG = 4;
  private static final int HEADER = 8;
  private static final int BIG_HEADER = 16;

  /** What says something of the photograph, not of how the file's samples are stored. */
  private static final Set<Integer> DESCRIPTIVE =
      Set.of(
          269, 270, 271, 272, 282, 283, 285, 296, 305, 306, 315, 316, 18246, 18249, 33432, EXIF,
          GPS, 40091, 40092, 40093, 40094, 40095);

  private static final int[] BYTES = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4};

  private final byte[] bytes;
  private final ByteOrder order;
  private final boolean big;

  private TiffStart(byte[] bytes, ByteOrder order, boolean big) {
    this.bytes = bytes;
    this.order = order;
    this.big = big;
  }

  /** A header alone, little endian. */
  static TiffStart plain(boolean big) {
    ByteBuffer header = ByteBuffer.allocate(big ? BIG_HEADER : HEADER);
    header.order(ByteOrder.LITTLE_ENDIAN).put((byte) 'I').put((byte) 'I');
    header.putShort((short) (big ? 43 : 42));
    if (big) {
      header.putShort((short) 8); // bytes of an offset
    }
    return new TiffStart(header.array(), ByteOrder.LITTLE_ENDIAN, big);
  }

  /** A sound block, followed by a zero if that makes its length even. */
  static TiffStart of(Block exif) {
    byte[] block = exif.bytes();
    byte[] even = java.util.Arrays.copyOf(block, block.length + (block.length & 1));
    boolean little = block[0] == 'I';
    return new TiffStart(even, little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN, false);
  }

  byte[] bytes() {
    return bytes;
  }

  ByteOrder order() {
    return order;
  }

  boolean big() {
    return big;
  }

  /** Where the offset of the first directory stands. */
  int directoryField() {
    return big ? 8 : 4;
  }

  /** Gives the directory what the block says and it does not say itself. */
  void describe(TiffTags tags) {
    ByteBuffer block = ByteBuffer.wrap(bytes).order(order);
    int first = big ? 0 : block.getInt(4);
    if (first < HEADER || first > bytes.length - 2) {
      return;
    }
    int count = Short.toUnsignedInt(block.getShort(first));
    for (int i = 0; i < count && first + 14 + 12 * i <= bytes.length; i++) {
      take(block.slice(first + 2 + 12 * i, 12).order(order), tags);
    }
  }

  private void take(ByteBuffer entry, TiffTags tags) {
    int tag = Short.toUnsignedInt(entry.getShort());
    int type = Short.toUnsignedInt(entry.getShort());
    int count = entry.getInt();
    boolean pointer = tag == EXIF || tag == GPS;
    if (DESCRIPTIVE.contains(tag) && !tags.has(tag) && isWithin(entry, type, count)) {
      byte[] value = new byte[4];
      entry.get(value);
      tags.taken(tag, pointer ? LONG : type, count, value);
    }
  }

  private boolean isWithin(ByteBuffer entry, int type, int count) {
    if (type < 1 || type >= BYTES.length || count < 0) {
      return false;
    }
    long size = (long) count * BYTES[type];
    long offset = Integer.toUnsignedLong(entry.getInt(8));
    return size <= 4 || offset + size <= bytes.length;
  }
}
