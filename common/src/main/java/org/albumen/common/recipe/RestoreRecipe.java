package org.albumen.common.recipe;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * What to do with a photograph.
 *
 * @param name lower-case letters, digits and hyphens
 * @param version 1 or greater
 * @param upscaler the catalogue's name of the network that enlarges the whole photograph
 * @param scale output pixels per input pixel along a side; the upscaler's own
 * @param tile side in pixels of the pieces in which the photograph is given to the upscaler, 128 to
 *     2048; part of the recipe because the seams depend on it
 * @param faces how faces are found
 * @param maxLongSide a photograph whose longer side exceeds this many pixels is first scaled down
 *     to it; null: never
 * @param output the result's format
 */
public record RestoreRecipe(
    String name,
    int version,
    String upscaler,
    int scale,
    int tile,
    Faces faces,
    @Nullable Integer maxLongSide,
    ImageFormat output)
    implements Recipe {
  private static final int SMALLEST_LONG_SIDE = 16;
  private static final int SMALLEST_TILE = 128;
  private static final int LARGEST_TILE = 2048;

  public RestoreRecipe {
    Rules.name(name, version);
    requireNonNull(upscaler, "upscaler");
    Rules.require(scale == 1 || scale == 2 || scale == 4, "scale must be 1, 2 or 4");
    Rules.require(
        tile >= SMALLEST_TILE && tile <= LARGEST_TILE,
        "tile must be between " + SMALLEST_TILE + " and " + LARGEST_TILE);
    requireNonNull(faces, "faces");
    Rules.require(
        maxLongSide == null || maxLongSide >= SMALLEST_LONG_SIDE,
        "maxLongSide must be at least " + SMALLEST_LONG_SIDE);
    requireNonNull(output, "output");
  }

  /**
   * How faces are found.
   *
   * @param detector the catalogue's name of the detector
   * @param minScore faces below this score are not reported, 0 to 1
   */
  public record Faces(String detector, double minScore) {
    public Faces {
      requireNonNull(detector, "detector");
      Rules.require(minScore >= 0 && minScore <= 1, "minScore must be between 0 and 1");
    }
  }
}
