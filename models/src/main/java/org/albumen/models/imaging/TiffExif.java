package org.albumen.models.imaging;

import com.twelvemonkeys.imageio.metadata.Directory;
import com.twelvemonkeys.imageio.metadata.Entry;
import com.twelvemonkeys.imageio.metadata.tiff.TIFFWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Gathers what a TIFF file's directory says of EXIF's into a block of its own. */
final class TiffExif {
  private static final int MAKE = 271;
  private static final int MODEL = 272;
  private static final int EXIF = 34665;
  private static final int GPS = 34853;

  /** Make, Model and what else describes the photograph, not the file's samples. */
  private static final Set<Integer> DESCRIPTIVE =
      Set.of(270, MAKE, MODEL, 305, 306, 315, 33432, EXIF, GPS);

  private TiffExif() {}

  /**
   * Empty when the directory names no scanner or camera and has neither an EXIF nor a GPS directory
   * below it: all else is a text.
   */
  static Optional<byte[]> block(Directory first) {
    boolean named = first.getEntryById(MAKE) != null || first.getEntryById(MODEL) != null;
    if (!(named || isDirectory(first, EXIF) || isDirectory(first, GPS))) {
      return Optional.empty();
    }
    List<Entry> kept = new ArrayList<>();
    for (Entry entry : first) {
      if (entry.getIdentifier() instanceof Integer tag && DESCRIPTIVE.contains(tag)) {
        kept.add(entry);
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      new TIFFWriter().write(kept, out);
    } catch (IOException | RuntimeException e) {
      return Optional.empty(); // values that TIFF does not have
    }
    return Optional.of(bytes.toByteArray());
  }

  private static boolean isDirectory(Directory first, int tag) {
    Entry entry = first.getEntryById(tag);
    return entry != null && entry.getValue() instanceof Directory;
  }
}
