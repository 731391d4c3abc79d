package org.albumen.common.premis;

import org.jspecify.annotations.Nullable;

/**
 * A format as PREMIS names it.
 *
 * @param mediaType RFC 6838
 * @param pronom PRONOM's key; null where it depends on a version that is not known
 */
record PronomFormat(String mediaType, @Nullable String pronom) {
  /** PNG 1.2, the version of the specification that results keep to. */
  private static final String PNG = "fmt/13";

  private static final String JFIF = "fmt/43";
  private static final String TIFF = "fmt/353";

  /** The format in which a result is written. */
  static PronomFormat ofResult(String mediaType) {
    return new PronomFormat(
        mediaType,
        switch (mediaType) {
          case "image/png" -> PNG;
          case "image/jpeg" -> JFIF;
          case "image/tiff" -> TIFF;
          default -> null;
        });
  }

  /**
   * The format of a source. Which version of PNG or JPEG a file keeps to is not looked at.
   *
   * @param name as {@code SourceImage.format} has it; null when it is not known
   */
  static PronomFormat ofSource(@Nullable String name) {
    if (name == null) {
      return new PronomFormat("application/octet-stream", null);
    }
    return switch (name) {
      case "TIFF" -> new PronomFormat("image/tiff", TIFF);
      case "PNG" -> new PronomFormat("image/png", null);
      case "JPEG" -> new PronomFormat("image/jpeg", null);
      case "WebP" -> new PronomFormat("image/webp", null);
      case "BMP" -> new PronomFormat("image/bmp", null);
      default -> new PronomFormat("application/octet-stream", null);
    };
  }
}
