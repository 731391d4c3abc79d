package org.albumen.models.tile;

/**
 * How images are cut for a network.
 *
 * @param tile side of the largest square that is run at once, in pixels of the source; an image of
 *     no larger an area is run in one piece. At least four times the overlap.
 * @param overlap neighbouring tiles share at least so many pixels of the source
 * @param inFlight tiles of one image that may wait or run at the same time, at least 1
 */
public record TileSettings(int tile, int overlap, int inFlight) {
  /** Keeps Real-ESRGAN x2plus on two cores below 2 GiB: see RATIONALE.md. */
  public static final TileSettings DEFAULT = new TileSettings(256, 32, 4);

  public TileSettings {
    if (overlap < 1 || tile < 4 * overlap) {
      throw new IllegalArgumentException(
          "tiles of " + tile + " pixels are too small for an overlap of " + overlap);
    }
    if (inFlight < 1) {
      throw new IllegalArgumentException("at least one tile must be in flight");
    }
  }

  /** Whether tiles half as large are still worth while. */
  boolean canHalve() {
    return tile / 2 >= 4 * overlap;
  }

  TileSettings halved() {
    return withTile(tile / 2);
  }

  /** The same with other tiles. */
  public TileSettings withTile(int side) {
    return new TileSettings(side, overlap, inFlight);
  }
}
