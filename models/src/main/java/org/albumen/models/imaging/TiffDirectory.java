package org.albumen.models.imaging;

import com.twelvemonkeys.imageio.metadata.CompoundDirectory;
import com.twelvemonkeys.imageio.metadata.Directory;
import com.twelvemonkeys.imageio.metadata.Entry;
import com.twelvemonkeys.imageio.metadata.tiff.TIFFReader;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import javax.imageio.stream.ImageInputStream;
import org.albumen.models.imaging.Note.Kind;
import org.albumen.models.imaging.metadata.Resolution.Unit;
import org.jspecify.annotations.Nullable;

/** The first image file directory of a TIFF file (TIFF 6.0, sections 2, 8, 15 and 19). */
final class TiffDirectory {
  private static final int PHOTOMETRIC = 262;
  private static final int STRIP_OFFSETS = 273;
  private static final int ORIENTATION = 274;
  private static final int STRIP_BYTE_COUNTS = 279;
  private static final int X_RESOLUTION = 282;
  private static final int Y_RESOLUTION = 283;
  private static final int RESOLUTION_UNIT = 296;
  private static final int TILE_WIDTH = 322;
  private static final int TILE_LENGTH = 323;
  private static final int TILE_OFFSETS = 324;
  private static final int TILE_BYTE_COUNTS = 325;
  private static final int PLANAR_CONFIGURATION = 284;
  private static final int SAMPLE_FORMAT = 339;
  private static final int XMP = 700;
  private static final int IPTC = 33723;
  private static final int PHOTOSHOP = 34377;
  private static final int PROFILE = 34675;
  private static final int YCBCR = 6;
  private static final int PLANES = 2;
  private static final int UNSIGNED_INTEGER = 1;
  private static final int UNDEFINED = 4;
  private static final Map<Integer, String> TEXTS =
      Map.of(
          269, "Title",
          270, "Description",
          305, "Software",
          306, "Creation Time",
          315, "Author",
          33432, "Copyright");

  private final Directory first;
  private final int pages;

  private TiffDirectory(Directory first, int pages) {
    this.first = first;
    this.pages = pages;
  }

  static TiffDirectory read(ImageInputStream in, Findings findings) throws IOException {
    int pages = TiffPages.count(in, findings);
    in.seek(0);
    Directory read = new TIFFReader().read(in);
    return read instanceof CompoundDirectory all && all.directoryCount() > 0
        ? new TiffDirectory(all.getDirectory(0), pages)
        : new TiffDirectory(read, pages);
  }

  /** Every strip and tile must lie within the file, and no tile may be larger than the limits. */
  void examine(ImageInputStream in, ReadLimits limits, Findings findings) throws IOException {
    for (long format : numbers(SAMPLE_FORMAT)) {
      if (format != UNSIGNED_INTEGER && format != UNDEFINED) {
        throw new UnsupportedOperationException("samples that are not unsigned integers");
      }
    }
    long[] width = numbers(TILE_WIDTH);
    long[] length = numbers(TILE_LENGTH);
    if (width.length == 1 && length.length == 1 && !limits.allow(width[0], length[0])) {
      throw new IOException("tiles of " + width[0] + "x" + length[0] + " pixels");
    }
    checkExtent(in, numbers(STRIP_OFFSETS), numbers(STRIP_BYTE_COUNTS));
    checkExtent(in, numbers(TILE_OFFSETS), numbers(TILE_BYTE_COUNTS));
    describe(findings);
  }

  /** Planes of luminance and colour differences, which must all be there to be joined. */
  boolean isPlanesOfYcbcr() {
    return Arrays.equals(numbers(PHOTOMETRIC), new long[] {YCBCR})
        && Arrays.equals(numbers(PLANAR_CONFIGURATION), new long[] {PLANES});
  }

  private void describe(Findings findings) {
    if (pages > 1) {
      findings.note(Kind.FIRST_PAGE_ONLY, "page 1 of " + pages + " was read");
    }
    long[] photometric = numbers(PHOTOMETRIC);
    if (photometric.length == 1 && photometric[0] >= 8 && photometric[0] <= 10) {
      // The plug-in's numbers are up to 17 levels off with 8 bits, and wrong with 16.
      throw new UnsupportedOperationException("CIE L*a*b* colours");
    }
    if (value(PROFILE) instanceof byte[] profile) {
      findings.profile(profile);
    }
    if (value(XMP) instanceof byte[] xmp) {
      findings.xmp(xmp);
    }
    if (value(IPTC) != null || value(PHOTOSHOP) != null) {
      findings.note(Kind.METADATA_DROPPED, "the IPTC-IIM or Photoshop block was left out");
    }
    resolution(findings);
    TEXTS.keySet().stream().sorted().forEach(tag -> text(tag, findings));
    TiffExif.block(first).ifPresent(findings::exif);
    if (value(ORIENTATION) instanceof Number code) {
      findings.orientation(code.intValue());
    }
  }

  private void text(int tag, Findings findings) {
    Object value = value(tag);
    String[] all = value instanceof String[] several ? several : new String[] {};
    if (value instanceof String one) {
      all = new String[] {one};
    }
    for (String text : all) {
      findings.text(TEXTS.getOrDefault(tag, ""), text, "");
    }
  }

  private void resolution(Findings findings) {
    if (value(X_RESOLUTION) instanceof Number x && value(Y_RESOLUTION) instanceof Number y) {
      long[] unit = numbers(RESOLUTION_UNIT);
      Unit named =
          switch (unit.length == 1 ? (int) unit[0] : 2) {
            case 1 -> Unit.NONE;
            case 3 -> Unit.CENTIMETRE;
            default -> Unit.INCH;
          };
      findings.resolution(x.doubleValue(), y.doubleValue(), named);
    }
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

  private @Nullable Object value(int tag) {
    @Nullable Entry entry = first.getEntryById(tag);
    return entry == null ? null : entry.getValue();
  }

  private long[] numbers(int tag) {
    Object value = value(tag);
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
