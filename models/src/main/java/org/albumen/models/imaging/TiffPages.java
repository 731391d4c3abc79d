package org.albumen.models.imaging;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.Set;
import javax.imageio.stream.ImageInputStream;
import org.albumen.models.imaging.Note.Kind;

/**
 * Follows a TIFF file's directories (TIFF 6.0, section 2; BigTIFF), because the plug-in ends its
 * list in silence where one leads out of the file.
 */
final class TiffPages {
  private static final int[] SIZES = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8};
  private static final int MOST_PAGES = 100_000;

  private final ImageInputStream in;
  private boolean big;

  private TiffPages(ImageInputStream in) {
    this.in = in;
  }

  /**
   * The first directory must lie within the file with all its values; that others do not is noted.
   *
   * @return how many pages there are
   */
  static int count(ImageInputStream in, Findings findings) throws IOException {
    return new TiffPages(in).follow(findings);
  }

  private int follow(Findings findings) throws IOException {
    in.seek(0);
    in.setByteOrder(in.readUnsignedByte() == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    in.seek(2);
    big = in.readUnsignedShort() == 43;
    in.seek(big ? 8 : 4);
    long next = directory(offset(), true);
    Set<Long> seen = new HashSet<>();
    int pages = 1;
    try {
      while (next != 0 && seen.add(next) && pages < MOST_PAGES) {
        next = directory(next, false);
        pages++;
      }
    } catch (IOException e) {
      findings.note(Kind.FIRST_PAGE_ONLY, "the pages after page " + pages + " are damaged");
    }
    return pages;
  }

  private long offset() throws IOException {
    return big ? in.readLong() : in.readUnsignedInt();
  }

  /** Walks over a directory and answers where the next one is. */
  private long directory(long at, boolean withValues) throws IOException {
    if (at < 8 || at >= in.length()) {
      throw new EOFException("the file ends before its directory");
    }
    in.seek(at);
    long count = big ? in.readLong() : in.readUnsignedShort();
    int entry = big ? 20 : 12;
    if (count < 1 || count > (in.length() - in.getStreamPosition()) / entry) {
      throw new EOFException("the file ends within its directory");
    }
    long first = in.getStreamPosition();
    for (long i = 0; withValues && i < count; i++) {
      in.seek(first + i * entry + 2);
      value();
    }
    in.seek(first + count * entry);
    return offset();
  }

  private void value() throws IOException {
    int type = in.readUnsignedShort();
    long count = big ? in.readLong() : in.readUnsignedInt();
    long size = type < SIZES.length ? SIZES[type] : 0;
    if (size == 0 || (count >= 0 && count <= (big ? 8 : 4) / size)) {
      return;
    }
    long at = offset();
    if (count < 0 || at < 0 || at > in.length() || count > (in.length() - at) / size) {
      throw new EOFException("the file ends before its directory's values");
    }
  }
}
