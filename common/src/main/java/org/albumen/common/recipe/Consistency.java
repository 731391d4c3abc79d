package org.albumen.common.recipe;

import static org.albumen.common.recipe.Rules.unless;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * How well the result must agree with the photograph when it is brought back to its size. It is
 * measured in any case; this says what follows from it.
 *
 * @param minPsnr least peak signal-to-noise ratio of the low frequencies in dB, 0 to 100
 * @param below what happens below it; null: {@link Below#REVIEW}
 */
public record Consistency(double minPsnr, @Nullable Below below) {
  private static final int LARGEST_PSNR = 100;

  /** What happens to a result that agrees too little. */
  public enum Below {
    /** A face is blended with the one it was until it agrees. */
    @JsonProperty("blend")
    BLEND,
    /** The photograph is marked to be looked at. */
    @JsonProperty("review")
    REVIEW
  }

  public Consistency {
    Rules.require(
        minPsnr >= 0 && minPsnr <= LARGEST_PSNR, "minPsnr must be between 0 and " + LARGEST_PSNR);
    below = unless(Below.REVIEW, below);
  }

  /** What happens below the threshold. */
  public Below otherwise() {
    return below == null ? Below.REVIEW : below;
  }
}
