package org.albumen.models.imaging;

/** Formats a restored photograph can be written in. */
public enum OutputFormat {
  /** Lossless. */
  PNG("png", "image/png"),
  /** Baseline, quality 95, without chroma subsampling. */
  JPEG("jpg", "image/jpeg");

  private final String extension;
  private final String mediaType;

  OutputFormat(String extension, String mediaType) {
    this.extension = extension;
    this.mediaType = mediaType;
  }

  /** File name extension without the dot. */
  public String extension() {
    return extension;
  }

  /** Media type as registered with IANA. */
  public String mediaType() {
    return mediaType;
  }
}
