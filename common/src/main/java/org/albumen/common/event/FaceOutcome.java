package org.albumen.common.event;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** What became of a face that was found. One that a newer version sends is read as the first. */
public enum FaceOutcome {
  /** It was found; the recipe restores no faces. */
  @JsonEnumDefaultValue
  @JsonProperty("detected")
  DETECTED,
  @JsonProperty("restored")
  RESTORED,
  /** Left as it was: it has fewer pixels than the recipe's {@code minSize}. */
  @JsonProperty("too_small")
  TOO_SMALL,
  /** Left as it was: its score is below the recipe's {@code minScore}. */
  @JsonProperty("low_confidence")
  LOW_CONFIDENCE,
  /** Left as it was: the recipe selects others. */
  @JsonProperty("skipped")
  SKIPPED,
  /** Left as it was: it could not be restored; the code says why. */
  @JsonProperty("failed")
  FAILED;

  /** As it stands in JSON. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
