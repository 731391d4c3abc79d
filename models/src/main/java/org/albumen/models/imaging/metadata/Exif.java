package org.albumen.models.imaging.metadata;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Reads and corrects EXIF blocks (EXIF 2.32, section 4.6; a TIFF structure) in place: nothing
 * moves, so that the offsets within a maker's note stay right. Stateless.
 */
public final class Exif {
  private static final int IMAGE_WIDTH = 0x100;
  private static final int IMAGE_LENGTH = 0x101;
  private static final int ORIENTATION = 0x112;
  private static final int X_RESOLUTION = 0x11a;
  private static final int Y_RESOLUTION = 0x11b;
  private static final int RESOLUTION_UNIT = 0x128;
  private static final int INCH = 2;
  private static final int THUMBNAIL_OFFSET = 0x201;
  private static final int THUMBNAIL_LENGTH = 0x202;
  private static final int EXIF_POINTER = 0x8769;
  private static final int PIXEL_X = 0xa002;
  private static final int PIXEL_Y = 0xa003;
  private static final int SHORT = 3;
  private static final int LONG = 4;
  private static final int RATIONAL = 5;
  private static final int ENTRY = 12;

  private final ByteBuffer block;

  private Exif(byte[] bytes) {
    block = ByteBuffer.wrap(bytes);
  }

  /**
   * The orientation that the block says, 1 to 8; empty when it says none or is damaged.
   *
   * @param block from the byte order mark on
   */
  public static Optional<Integer> orientation(byte[] block) {
    try {
      Exif exif = new Exif(block.clone());
      int entry = exif.find(exif.first(), ORIENTATION);
      int code = entry < 0 ? 0 : exif.number(entry);
      return code >= 1 && code <= 8 ? Optional.of(code) : Optional.empty();
    } catch (RuntimeException e) {
      return Optional.empty();
    }
  }

  /** The resolution that the block says; empty when it says none or is damaged. */
  public static Optional<Resolution> resolution(byte[] block) {
    try {
      Exif exif = new Exif(block.clone());
      int first = exif.first();
      int x = exif.find(first, X_RESOLUTION);
      int y = exif.find(first, Y_RESOLUTION);
      int unit = exif.find(first, RESOLUTION_UNIT);
      if (x < 0 || y < 0) {
        return Optional.empty();
      }
      return Optional.of(
          new Resolution(
              exif.ratio(x),
              exif.ratio(y),
              switch (unit < 0 ? INCH : exif.number(unit)) {
                case 1 -> Resolution.Unit.NONE;
                case 3 -> Resolution.Unit.CENTIMETRE;
                default -> Resolution.Unit.INCH;
              }));
    } catch (RuntimeException e) {
      return Optional.empty();
    }
  }

  /** Whether a second directory, a thumbnail's, follows the first. */
  public static boolean hasThumbnail(byte[] block) {
    try {
      Exif exif = new Exif(block.clone());
      return exif.next(exif.first()) != 0;
    } catch (RuntimeException e) {
      return false;
    }
  }

  /**
   * The block for an image that is upright and of another size: orientation 1, the sizes that it
   * names replaced, no thumbnail.
   *
   * @param width of the image in pixels
   * @param height of the image in pixels
   * @return empty when the block is damaged
   */
  public static Optional<Block> corrected(Block block, int width, int height) {
    try {
      Exif exif = new Exif(block.bytes());
      int first = exif.first();
      exif.set(exif.find(first, ORIENTATION), 1);
      exif.set(exif.find(first, IMAGE_WIDTH), width);
      exif.set(exif.find(first, IMAGE_LENGTH), height);
      int pointer = exif.find(first, EXIF_POINTER);
      if (pointer >= 0) {
        int directory = exif.number(pointer);
        exif.set(exif.find(directory, PIXEL_X), width);
        exif.set(exif.find(directory, PIXEL_Y), height);
      }
      int length = exif.removeThumbnail(first);
      return Optional.of(Block.of(Arrays.copyOf(exif.block.array(), length)));
    } catch (RuntimeException e) {
      return Optional.empty(); // an offset or a count that leads out of the block
    }
  }

  private int first() {
    String mark = "" + (char) block.get(0) + (char) block.get(1);
    switch (mark) {
      case "II" -> block.order(ByteOrder.LITTLE_ENDIAN);
      case "MM" -> block.order(ByteOrder.BIG_ENDIAN);
      default -> throw new IllegalArgumentException("no byte order mark");
    }
    if (block.getShort(2) != 42) {
      throw new IllegalArgumentException("no TIFF structure");
    }
    int first = block.getInt(4);
    entries(first);
    return first;
  }

  private int entries(int directory) {
    int count = Short.toUnsignedInt(block.getShort(directory));
    if (directory < 8 || directory + 2L + (long) count * ENTRY > block.capacity()) {
      throw new IllegalArgumentException("a directory outside the block");
    }
    return count;
  }

  /** Offset of a directory's entry, or -1. */
  private int find(int directory, int tag) {
    int count = entries(directory);
    for (int i = 0; i < count; i++) {
      int entry = directory + 2 + i * ENTRY;
      if (Short.toUnsignedInt(block.getShort(entry)) == tag) {
        return entry;
      }
    }
    return -1;
  }

  private int number(int entry) {
    return switch (block.getShort(entry + 2)) {
      case SHORT -> Short.toUnsignedInt(block.getShort(entry + 8));
      case LONG -> block.getInt(entry + 8);
      default -> throw new IllegalArgumentException("not a number");
    };
  }

  private double ratio(int entry) {
    if (block.getShort(entry + 2) != RATIONAL) {
      throw new IllegalArgumentException("not a ratio");
    }
    int at = block.getInt(entry + 8);
    return Integer.toUnsignedLong(block.getInt(at))
        / (double) Integer.toUnsignedLong(block.getInt(at + 4));
  }

  /** A single number fits into the entry itself, whatever it was before. */
  private void set(int entry, int value) {
    if (entry < 0) {
      return;
    }
    boolean small = block.getShort(entry + 2) == SHORT && value < 1 << 16;
    block.putShort(entry + 2, (short) (small ? SHORT : LONG));
    block.putInt(entry + 4, 1);
    block.putInt(entry + 8, 0);
    if (small) {
      block.putShort(entry + 8, (short) value);
    } else {
      block.putInt(entry + 8, value);
    }
  }

  /** Where the offset of the next directory stands; 0 when the block ends before. */
  private int next(int directory) {
    int at = directory + 2 + entries(directory) * ENTRY;
    return at + 4 <= block.capacity() ? block.getInt(at) : 0;
  }

  /** Unlinks the directories after the first and blanks their JPEG; answers what length is left. */
  private int removeThumbnail(int first) {
    int length = block.capacity();
    Set<Integer> seen = new HashSet<>();
    for (int at = next(first); at != 0 && seen.add(at); at = next(at)) {
      int offset = find(at, THUMBNAIL_OFFSET);
      int size = find(at, THUMBNAIL_LENGTH);
      if (offset >= 0 && size >= 0) {
        int from = number(offset);
        int to = Math.addExact(from, number(size));
        Arrays.fill(block.array(), from, to, (byte) 0);
        if (to == length && from >= first) {
          length = from;
        }
      }
    }
    int link = first + 2 + entries(first) * ENTRY;
    if (link + 4 <= block.capacity()) {
      block.putInt(link, 0);
    }
    return Math.max(length, link + 4 <= block.capacity() ? link + 4 : length);
  }
}
