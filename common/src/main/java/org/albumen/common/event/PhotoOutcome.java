package org.albumen.common.event;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Locale;

/** What became of a photograph. One that a newer version sends is read as the last. */
public enum PhotoOutcome {
  @JsonProperty("restored")
  RESTORED,
  /** No face was found in it; the rest was done. */
  @JsonProperty("no_faces")
  NO_FACES,
  /** The result is stored, and somebody should look at it. */
  @JsonEnumDefaultValue
  @JsonProperty("needs_review")
  NEEDS_REVIEW;

  /**
   * The outcome of a photograph that was restored.
   *
   * @param review whether its result should be looked at
   */
  public static PhotoOutcome of(boolean review, List<FaceFinding> faces) {
    if (review) {
      return NEEDS_REVIEW;
    }
    return faces.isEmpty() ? NO_FACES : RESTORED;
  }

  /** As it stands in JSON. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
