package org.albumen.models.restore;

import java.util.Optional;
import java.util.OptionalInt;
import org.albumen.models.consistency.Score;

/**
 * How photographs are restored.
 *
 * @param upscaler name of the card of the network that restores the whole photograph; empty: what
 *     is no face is only enlarged by Lanczos, and stays as it is at scale 1
 * @param scale pixels of the result per pixel of the photograph, 1, 2 or 4; a network of another
 *     scale is brought to it
 * @param tile side in pixels of the pieces in which the photograph is given to the upscaler, see
 *     {@link org.albumen.models.tile.TileSettings}
 * @param detector name of the card of the network that finds faces
 * @param minFaceScore least confidence with which a face is recorded, 0 to 1
 * @param maxLongSide a photograph whose longer side has more pixels is scaled down to it before it
 *     is restored; empty for no limit
 * @param faces how faces are restored; empty: they are found and recorded
 * @param leastFace what a restored face should agree with the original at least; a photograph with
 *     one that does not needs review
 * @param blend whether a face that agrees less is first blended down
 * @param leastWhole what the result should agree with the original at least; one that does not
 *     needs review
 * @param mask whether the alteration mask is wanted
 */
public record PhotoOptions(
    Optional<String> upscaler,
    int scale,
    int tile,
    String detector,
    double minFaceScore,
    OptionalInt maxLongSide,
    Optional<FaceOptions> faces,
    Score leastFace,
    boolean blend,
    Score leastWhole,
    boolean mask) {
  public PhotoOptions {
    if (scale != 1 && scale != 2 && scale != 4) {
      throw new IllegalArgumentException("scale must be 1, 2 or 4, not " + scale);
    }
    if (!(minFaceScore >= 0 && minFaceScore <= 1)) {
      throw new IllegalArgumentException("minFaceScore must be 0 to 1, not " + minFaceScore);
    }
    if (maxLongSide.isPresent() && maxLongSide.getAsInt() < 1) {
      throw new IllegalArgumentException("maxLongSide must be positive, not " + maxLongSide);
    }
  }

  /** With what confidence faces are looked for: less than asked for, so that others are named. */
  double detectionScore() {
    return faces.map(f -> f.selection().detectionScore()).orElse(minFaceScore);
  }

  /** Options that restore no faces, and ask for no agreement and no mask. */
  public PhotoOptions(
      Optional<String> upscaler,
      int scale,
      int tile,
      String detector,
      double minFaceScore,
      OptionalInt maxLongSide) {
    this(
        upscaler,
        scale,
        tile,
        detector,
        minFaceScore,
        maxLongSide,
        Optional.empty(),
        Score.ANY,
        false,
        Score.ANY,
        false);
  }
}
