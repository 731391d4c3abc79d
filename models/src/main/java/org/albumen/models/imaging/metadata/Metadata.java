package org.albumen.models.imaging.metadata;

import java.util.List;
import java.util.Optional;

/**
 * What a photograph's file says beside its samples, in a form that any format can carry.
 *
 * @param profile the ICC profile that the samples are in; it has as many components as the samples
 *     have colours and was found usable. Empty: sRGB, or gray with sRGB's curve
 * @param resolution pixels per unit of length
 * @param exif a TIFF structure as it stands in an EXIF block, from its byte order mark on, without
 *     a thumbnail, its orientation 1
 * @param xmp an XMP packet, UTF-8 unless it says otherwise, its orientation 1
 * @param texts in the file's order; keywords may occur more than once
 */
public record Metadata(
    Optional<Block> profile,
    Optional<Resolution> resolution,
    Optional<Block> exif,
    Optional<Block> xmp,
    List<TextEntry> texts) {
  /** Nothing said. */
  public static final Metadata NONE =
      new Metadata(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), List.of());

  public Metadata {
    texts = List.copyOf(texts);
  }

  /** The same with another profile. */
  public Metadata withProfile(Optional<Block> other) {
    return new Metadata(other, resolution, exif, xmp, texts);
  }

  /** The same with another resolution. */
  public Metadata withResolution(Optional<Resolution> other) {
    return new Metadata(profile, other, exif, xmp, texts);
  }

  /** The same with another EXIF block. */
  public Metadata withExif(Optional<Block> other) {
    return new Metadata(profile, resolution, other, xmp, texts);
  }

  /** The same with another XMP packet. */
  public Metadata withXmp(Optional<Block> other) {
    return new Metadata(profile, resolution, exif, other, texts);
  }

  /** The same with other texts. */
  public Metadata withTexts(List<TextEntry> other) {
    return new Metadata(profile, resolution, exif, xmp, other);
  }
}
