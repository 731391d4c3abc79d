package org.albumen.common.recipe;

import com.fasterxml.jackson.annotation.JsonProperty;

/** A format in which results are written. */
public enum ImageFormat {
  @JsonProperty("png")
  PNG("png", "image/png"),
  @JsonProperty("jpeg")
  JPEG("jpg", "image/jpeg"),
  @JsonProperty("tiff")
  TIFF("tif", "image/tiff");

  private final String extension;
  private final String mediaType;

  ImageFormat(String extension, String mediaType) {
    this.extension = extension;
    this.mediaType = mediaType;
  }

  /** The file name's suffix without its dot. */
  public String extension() {
    return extension;
  }

  /** The media type, RFC 6838. */
  public String mediaType() {
    return mediaType;
  }
}
