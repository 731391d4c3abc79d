package org.albumen.models.imaging;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.albumen.models.imaging.Note.Kind;
import org.albumen.models.imaging.colour.ColourProfile;
import org.albumen.models.imaging.metadata.Block;
import org.albumen.models.imaging.metadata.Exif;
import org.albumen.models.imaging.metadata.Metadata;
import org.albumen.models.imaging.metadata.Resolution;
import org.albumen.models.imaging.metadata.TextEntry;
import org.albumen.models.imaging.metadata.Xmp;
import org.jspecify.annotations.Nullable;

/** What a walk through a file's structure finds beside its samples, as it stands in the file. */
final class Findings {
  /** Larger profiles, EXIF blocks, XMP packets and texts are no metadata any more. */
  static final int LARGEST = 16 << 20;

  private static final int MOST_TEXTS = 1000;

  private final List<TextEntry> texts = new ArrayList<>();
  private final List<Note> notes = new ArrayList<>();
  private long characters;
  private Orientation orientation = Orientation.UPRIGHT;
  private @Nullable Block profile;
  private @Nullable Block exif;
  private @Nullable Block xmp;
  private @Nullable Resolution resolution;
  private @Nullable Resolution exifResolution;

  Orientation orientation() {
    return orientation;
  }

  @Nullable Block profile() {
    return profile;
  }

  /** The profile, which is forgotten: the samples are no longer in it. */
  @Nullable Block takeProfile() {
    Block taken = profile;
    profile = null;
    return taken;
  }

  List<Note> notes() {
    return notes;
  }

  void orientation(int code) {
    orientation = new Orientation(code);
  }

  /** An EXIF block, with or without the prefix that JPEG puts before it. The first one counts. */
  void exif(byte[] block) {
    byte[] bare = block;
    if (block.length > 6 && block[0] == 'E' && block[1] == 'x' && block[4] == 0) {
      bare = Arrays.copyOfRange(block, 6, block.length);
    }
    if (exif == null) {
      exif = Block.of(bare);
      Exif.orientation(bare).ifPresent(this::orientation);
      Exif.resolution(bare).ifPresent(said -> exifResolution = said);
    }
  }

  void profile(byte[] bytes) {
    if (profile == null) {
      profile = Block.of(bytes);
    }
  }

  void xmp(byte[] packet) {
    if (xmp == null && packet.length > 0) {
      xmp = Block.of(packet);
    }
  }

  /** A resolution that makes no sense is none. */
  void resolution(double x, double y, Resolution.Unit unit) {
    if (x > 0 && y > 0 && x < 1e9 && y < 1e9) {
      resolution = new Resolution(x, y, unit);
    }
  }

  void text(String keyword, String text, String language) {
    String key = keyword.strip();
    characters += text.length();
    if (key.isEmpty() || key.length() > 79 || texts.size() == MOST_TEXTS || characters > LARGEST) {
      note(Kind.METADATA_DROPPED, "a text without a keyword, or one too many, was left out");
    } else {
      texts.add(new TextEntry(key, text, language));
    }
  }

  /** Says something once. */
  void note(Kind kind, String text) {
    Note note = new Note(kind, text);
    if (!notes.contains(note)) {
      notes.add(note);
    }
  }

  /** Notes that something is missing because it is damaged or too large. */
  void dropped(String what) {
    note(Kind.METADATA_DROPPED, what + " is damaged or too large and was left out");
  }

  /**
   * All that was found, as it belongs to the upright samples.
   *
   * @param colours of the samples, 1 or 3
   * @param width upright, in pixels
   * @param height upright, in pixels
   */
  Metadata metadata(int colours, int width, int height) {
    if (orientation.code() != 1) {
      note(Kind.ORIENTATION_APPLIED, "orientation " + orientation.code() + " was applied");
    }
    return new Metadata(
        usableProfile(colours),
        Optional.ofNullable(resolution == null ? exifResolution : resolution).map(this::turned),
        correctedExif(width, height),
        Optional.ofNullable(xmp).map(Xmp::upright),
        texts);
  }

  private Resolution turned(Resolution stored) {
    return orientation.swapsSides()
        ? new Resolution(stored.y(), stored.x(), stored.unit())
        : stored;
  }

  private Optional<Block> usableProfile(int colours) {
    if (profile == null) {
      return Optional.empty();
    }
    Optional<String> fault = ColourProfile.fault(profile, colours);
    fault.ifPresent(
        reason -> note(Kind.PROFILE_UNUSABLE, "the ICC profile " + reason + ", sRGB was assumed"));
    return fault.isPresent() ? Optional.empty() : Optional.of(profile);
  }

  private Optional<Block> correctedExif(int width, int height) {
    if (exif == null) {
      return Optional.empty();
    }
    Optional<Block> corrected = Exif.corrected(exif, width, height);
    if (corrected.isEmpty()) {
      dropped("the EXIF block");
    } else if (Exif.hasThumbnail(exif.bytes())) {
      note(Kind.THUMBNAIL_REMOVED, "the EXIF block's thumbnail was removed");
    }
    return corrected;
  }
}
