package org.albumen.models.restore;

import java.util.OptionalInt;

/**
 * How whole photographs are restored.
 *
 * @param upscaler name of the card of the network that restores and enlarges
 * @param tile side in pixels of the pieces in which the photograph is enlarged, see {@link
 *     org.albumen.models.tile.TileSettings}
 * @param detector name of the card of the network that finds faces
 * @param minFaceScore least confidence with which a face is recorded, 0 to 1
 * @param maxLongSide a photograph whose longer side has more pixels is scaled down to it before it
 *     is enlarged; empty for no limit
 */
public record PhotoOptions(
    String upscaler, int tile, String detector, double minFaceScore, OptionalInt maxLongSide) {
  public PhotoOptions {
    if (!(minFaceScore >= 0 && minFaceScore <= 1)) {
      throw new IllegalArgumentException("minFaceScore must be 0 to 1, not " + minFaceScore);
    }
    if (maxLongSide.isPresent() && maxLongSide.getAsInt() < 1) {
      throw new IllegalArgumentException("maxLongSide must be positive, not " + maxLongSide);
    }
  }
}
