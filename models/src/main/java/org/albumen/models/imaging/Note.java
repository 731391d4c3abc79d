package org.albumen.models.imaging;

/**
 * Something of a file that its master, or of a master that its file, does not have, or has
 * otherwise.
 *
 * @param kind what it is, a stable name
 * @param text one line in words
 */
public record Note(Kind kind, String text) {
  /** What a note is about. Stable names: they are written into sidecars. */
  public enum Kind {
    /** CMYK became sRGB, through its profile if it has one. */
    CMYK_CONVERTED,
    /** Indexes into a palette became colours. */
    PALETTE_EXPANDED,
    /** Samples of fewer than 8 bits became 8 bits, of 9 to 15 bits 16 bits. */
    DEPTH_WIDENED,
    /** Samples of 32 bits became 16 bits, or of 16 bits the 8 of a JPEG. */
    DEPTH_REDUCED,
    /** Opacity that the output format does not have is shown over white. */
    OPACITY_FLATTENED,
    /** One transparent colour or transparent palette entries became an alpha channel. */
    TRANSPARENCY_EXPANDED,
    /** Colours that were multiplied with their opacity were divided by it. */
    ALPHA_UNASSOCIATED,
    /** Channels that are neither colour nor opacity were left out. */
    CHANNELS_DROPPED,
    /** The file has more pages, only the first was read. */
    FIRST_PAGE_ONLY,
    /** The EXIF orientation was applied to the samples. */
    ORIENTATION_APPLIED,
    /** The ICC profile is damaged or not of the image's kind; sRGB was assumed. */
    PROFILE_UNUSABLE,
    /** The image's gamma or chromaticities, given without a profile, were not applied. */
    GAMMA_IGNORED,
    /** EXIF, XMP or a text is damaged, or has no place in the format, and was left out. */
    METADATA_DROPPED,
    /** The EXIF block's thumbnail showed the unrestored image and was removed. */
    THUMBNAIL_REMOVED
  }
}
