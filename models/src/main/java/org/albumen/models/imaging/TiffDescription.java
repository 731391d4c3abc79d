package org.albumen.models.imaging;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.albumen.models.imaging.Note.Kind;
import org.albumen.models.imaging.metadata.Metadata;
import org.albumen.models.imaging.metadata.Resolution;
import org.albumen.models.imaging.metadata.Resolution.Unit;
import org.albumen.models.imaging.metadata.TextEntry;

/** Metadata as TIFF's tags (TIFF 6.0, section 8; ICC.1 annex B.4; XMP part 3). */
final class TiffDescription {
  private static final int X_RESOLUTION = 282;
  private static final int Y_RESOLUTION = 283;
  private static final int RESOLUTION_UNIT = 296;
  private static final int CREATION_TIME = 306;
  private static final int XMP = 700;
  private static final int PROFILE = 34675;
  private static final String TIME = "\\d{4}:\\d\\d:\\d\\d \\d\\d:\\d\\d:\\d\\d";
  private static final Map<String, Integer> TEXTS =
      Map.of(
          "Title", 269,
          "Description", 270,
          "Software", 305,
          "Creation Time", CREATION_TIME,
          "Author", 315,
          "Copyright", 33432);

  private TiffDescription() {}

  static void describe(Metadata metadata, TiffTags tags, List<Note> notes) {
    metadata.resolution().ifPresent(resolution -> resolution(resolution, tags));
    metadata.xmp().ifPresent(xmp -> tags.bytes(XMP, TiffTags.BYTE, xmp.bytes()));
    metadata.profile().ifPresent(icc -> tags.bytes(PROFILE, TiffTags.UNDEFINED, icc.bytes()));
    Map<Integer, List<String>> texts = new TreeMap<>();
    for (TextEntry text : metadata.texts()) {
      Integer tag = TEXTS.get(text.keyword());
      if (tag == null || (tag == CREATION_TIME && !text.text().matches(TIME))) {
        notes.add(
            new Note(
                Kind.METADATA_DROPPED,
                "the text " + text.keyword() + " has no place in TIFF and was left out"));
      } else {
        texts.computeIfAbsent(tag, none -> new ArrayList<>()).add(text.text());
      }
    }
    // Several texts of a kind are one value, with zeros between them.
    texts.forEach((tag, all) -> tags.text(tag, String.join("\0", all)));
  }

  private static void resolution(Resolution resolution, TiffTags tags) {
    Resolution known =
        resolution.unit() == Unit.METRE ? resolution.in(Unit.CENTIMETRE) : resolution;
    tags.rational(X_RESOLUTION, known.x());
    tags.rational(Y_RESOLUTION, known.y());
    tags.shorts(
        RESOLUTION_UNIT,
        switch (known.unit()) {
          case INCH -> 2;
          case CENTIMETRE -> 3;
          default -> 1;
        });
  }
}
