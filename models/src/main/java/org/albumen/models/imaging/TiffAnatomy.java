package org.albumen.models.imaging;

import com.twelvemonkeys.imageio.metadata.CompoundDirectory;
import com.twelvemonkeys.imageio.metadata.Directory;
import com.twelvemonkeys.imageio.metadata.Entry;
import com.twelvemonkeys.imageio.metadata.tiff.TIFFReader;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;

/** The first image file directory of a TIFF file (TIFF 6.0, sections 2, 8, 15 and 19). */
final class TiffAnatomy {
  private static final int STRIP_OFFSETS = 273;
  private static final int STRIP_BYTE_COUNTS = 279;
  private static final int TILE_WIDTH = 322;
  private static final int TILE_LENGTH = 323;
  private static final int TILE_OFFSETS = 324;
  private static final int TILE_BYTE_COUNTS = 325;
  private static final int SAMPLE_FORMAT = 339;
  private static final int UNSIGNED_INTEGER = 1;

  private TiffAnatomy() {}

  /** Every strip and tile must lie within the file, and no tile may be larger than the limits. */
  static Anatomy examine(ImageInputStream in, ReadLimits limits) throws IOException {
    Directory read = new TIFFReader().read(in);
    Directory first =
        read instanceof CompoundDirectory pages && pages.directoryCount() > 0
            ? pages.getDirectory(0)
            : read;
    for (long format : numbers(first, SAMPLE_FORMAT)) {
      if (format != UNSIGNED_INTEGER) {
        throw new UnsupportedOperationException("samples that are not unsigned integers");
      }
    }
    long[] width = numbers(first, TILE_WIDTH);
    long[] length = numbers(first, TILE_LENGTH);
    if (width.length == 1 && length.length == 1 && !limits.allow(width[0], length[0])) {
      throw new IOException("tiles of " + width[0] + "x" + length[0] + " pixels");
    }
    checkExtent(in, numbers(first, STRIP_OFFSETS), numbers(first, STRIP_BYTE_COUNTS));
    checkExtent(in, numbers(first, TILE_OFFSETS), numbers(first, TILE_BYTE_COUNTS));
    return new Anatomy(Anatomy.orientation(first), null);
  }

  /** Byte counts are sometimes missing: then the offsets alone must be plausible. */
  private static void checkExtent(ImageInputStream in, long[] offsets, long[] counts)
      throws IOException {
    for (int i = 0; i < offsets.length; i++) {
      long count = counts.length == offsets.length ? counts[i] : 1;
      if (offsets[i] < 0 || count < 0 || offsets[i] + count > in.length()) {
        throw new EOFException("the file ends before the image does");
      }
    }
  }

  private static long[] numbers(Directory directory, int tag) {
    @Nullable Entry entry = directory.getEntryById(tag);
    Object value = entry == null ? null : entry.getValue();
    if (value instanceof Number number) {
      return new long[] {number.longValue()};
    } else if (value instanceof long[] longs) {
      return longs;
    } else if (value instanceof int[] ints) {
      return Arrays.stream(ints).asLongStream().toArray();
    } else if (value instanceof short[] shorts) {
      long[] longs = new long[shorts.length];
      for (int i = 0; i < longs.length; i++) {
        longs[i] = Short.toUnsignedLong(shorts[i]);
      }
      return longs;
    }
    return new long[0];
  }
}
