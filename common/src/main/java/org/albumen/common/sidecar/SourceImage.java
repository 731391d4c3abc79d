package org.albumen.common.sidecar;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A photograph's file as it was read.
 *
 * @param format by its content: {@code TIFF}, {@code JPEG}, {@code PNG}, {@code WebP}, {@code BMP}
 * @param bits of a sample
 * @param channels of a pixel, opacity included
 * @param profile the name of its ICC profile; null when it has none
 * @param notes what of the file was not kept, or otherwise
 */
public record SourceImage(
    String format, int bits, int channels, @Nullable String profile, List<Note> notes) {
  public SourceImage {
    requireNonNull(format, "format");
    requireNonNull(notes, "notes");
    notes = List.copyOf(notes);
  }

  /**
   * Something that was not kept, or is kept otherwise.
   *
   * @param kind a stable name such as {@code CMYK_CONVERTED}
   * @param text one line for people
   */
  public record Note(String kind, String text) {
    public Note {
      requireNonNull(kind, "kind");
      requireNonNull(text, "text");
    }
  }
}
