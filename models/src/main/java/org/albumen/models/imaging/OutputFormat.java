package org.albumen.models.imaging;

/** Formats a restored photograph can be written in. */
public enum OutputFormat {
  /** Lossless, 8 or 16 bits. */
  PNG("png", "image/png", Findings.LARGEST),
  /** Baseline, 8 bits, without opacity. */
  JPEG("jpg", "image/jpeg", JpegMarkers.MOST_XMP),
  /** Lossless, 8 or 16 bits, deflated in strips. */
  TIFF("tif", "image/tiff", Findings.LARGEST);

  private final String extension;
  private final String mediaType;
  private final int mostXmp;

  OutputFormat(String extension, String mediaType, int mostXmp) {
    this.extension = extension;
    this.mediaType = mediaType;
    this.mostXmp = mostXmp;
  }

  /** File name extension without the dot. */
  public String extension() {
    return extension;
  }

  /** Media type as registered with IANA. */
  public String mediaType() {
    return mediaType;
  }

  /** The longest XMP packet in bytes that a file of this format is given. */
  public int mostXmp() {
    return mostXmp;
  }
}
