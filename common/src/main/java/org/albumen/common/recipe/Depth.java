package org.albumen.common.recipe;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Bits of a result's samples. */
public enum Depth {
  /** Those of the source, as far as the format has them: 16 in PNG and TIFF, 8 in JPEG. */
  @JsonProperty("keep")
  KEEP,
  @JsonProperty("8")
  EIGHT
}
