package org.albumen.common.recipe;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** In which format a restored photograph is written. */
public enum Output {
  @JsonProperty("png")
  PNG,
  @JsonProperty("jpeg")
  JPEG,
  @JsonProperty("tiff")
  TIFF,
  /** The source's own, as the suffix of its name has it; PNG when that is none of the three. */
  @JsonProperty("same")
  SAME;

  /**
   * The format for a source. It follows from the name, not from the content, as a result's key must
   * be known before the source is read.
   *
   * @param source the source's name, with its suffix
   */
  public ImageFormat of(String source) {
    return switch (this) {
      case PNG -> ImageFormat.PNG;
      case JPEG -> ImageFormat.JPEG;
      case TIFF -> ImageFormat.TIFF;
      case SAME ->
          switch (source.substring(source.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT)) {
            case "jpg", "jpeg" -> ImageFormat.JPEG;
            case "tif", "tiff" -> ImageFormat.TIFF;
            default -> ImageFormat.PNG;
          };
    };
  }
}
