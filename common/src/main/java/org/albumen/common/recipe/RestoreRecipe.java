package org.albumen.common.recipe;

import static java.util.Objects.requireNonNull;
import static org.albumen.common.recipe.Rules.require;
import static org.albumen.common.recipe.Rules.unless;

import org.albumen.common.recipe.Consistency.Below;
import org.jspecify.annotations.Nullable;

/**
 * What to do with a photograph. What is null, or left out in JSON, is as its default says; a
 * default that is given is read as null, so that one meaning has one canonical form.
 *
 * @param name lower-case letters, digits and hyphens
 * @param version 1 or greater
 * @param upscaler the catalogue's name of the network that enlarges the whole photograph, {@link
 *     #LANCZOS}, or {@link #NONE}
 * @param scale output pixels per input pixel along a side; the answer of a network of another scale
 *     is brought to it
 * @param tile side in pixels of the pieces in which the photograph is given to the upscaler, 128 to
 *     2048; part of the recipe because the seams depend on it
 * @param faces how faces are found, and what is done to them
 * @param consistency what follows when the result agrees too little with the photograph; null:
 *     nothing
 * @param maxLongSide a photograph whose longer side exceeds this many pixels is first scaled down
 *     to it; null: never
 * @param output the result's format
 * @param quality of a JPEG, 1 to 100; null: {@value #QUALITY_DEFAULT}
 * @param depth bits of a sample; null: {@link Depth#KEEP}
 * @param mask whether the alteration mask is stored beside the result; null: no
 * @param premis whether a PREMIS description is stored beside the result; null: no
 * @param isolate where a job runs after workers have died of it; null: {@link Isolation#ALONE}
 */
public record RestoreRecipe(
    String name,
    int version,
    String upscaler,
    int scale,
    int tile,
    Faces faces,
    @Nullable Consistency consistency,
    @Nullable Integer maxLongSide,
    Output output,
    @Nullable Integer quality,
    @Nullable Depth depth,
    @Nullable Boolean mask,
    @Nullable Boolean premis,
    @Nullable Isolation isolate)
    implements Recipe {
  /** The upscaler that leaves the photograph at its size. */
  public static final String NONE = "none";

  /** The upscaler that resamples and invents nothing. */
  public static final String LANCZOS = "lanczos";

  private static final int SMALLEST_LONG_SIDE = 16;
  private static final int SMALLEST_TILE = 128;
  private static final int LARGEST_TILE = 2048;
  private static final int QUALITY_DEFAULT = 95;
  private static final int BEST_QUALITY = 100;

  public RestoreRecipe {
    Rules.name(name, version);
    requireNonNull(upscaler, "upscaler");
    require(scale == 1 || scale == 2 || scale == 4, "scale must be 1, 2 or 4");
    require(
        tile >= SMALLEST_TILE && tile <= LARGEST_TILE,
        "tile must be between " + SMALLEST_TILE + " and " + LARGEST_TILE);
    requireNonNull(faces, "faces");
    require(
        maxLongSide == null || maxLongSide >= SMALLEST_LONG_SIDE,
        "maxLongSide must be at least " + SMALLEST_LONG_SIDE);
    requireNonNull(output, "output");
    quality = unless(QUALITY_DEFAULT, quality);
    require(
        quality == null || (quality >= 1 && quality <= BEST_QUALITY),
        "quality must be between 1 and " + BEST_QUALITY);
    depth = unless(Depth.KEEP, depth);
    mask = unless(false, mask);
    premis = unless(false, premis);
    isolate = unless(Isolation.ALONE, isolate);
    requireAgreement(upscaler, scale, faces, consistency);
    require(
        quality == null || output == Output.JPEG || output == Output.SAME,
        "quality has no meaning without output jpeg or same");
  }

  private static void requireAgreement(
      String upscaler, int scale, Faces faces, @Nullable Consistency consistency) {
    require(!upscaler.equals(NONE) || scale == 1, "upscaler none leaves scale 1");
    require(!upscaler.equals(LANCZOS) || scale > 1, "upscaler lanczos needs scale 2 or 4");
    require(
        !upscaler.equals(NONE) || faces.network() != null,
        "upscaler none without faces.network leaves nothing to do");
    require(
        !faces.alignedAlready() || upscaler.equals(NONE),
        "faces.aligned needs upscaler none, as the face is the whole photograph");
    require(
        consistency == null || consistency.otherwise() != Below.BLEND || faces.network() != null,
        "consistency.below blend needs faces.network");
  }

  @Override
  public ImageFormat formatFor(String source) {
    return output.of(source);
  }

  @Override
  public Isolation isolation() {
    return isolate == null ? Isolation.ALONE : isolate;
  }

  /** Whether a network of the catalogue enlarges the photograph. */
  public boolean upscalesByNetwork() {
    return !upscaler.equals(NONE) && !upscaler.equals(LANCZOS);
  }

  /** Of a JPEG, 1 to 100. */
  public int jpegQuality() {
    return quality == null ? QUALITY_DEFAULT : quality;
  }

  /** Bits of a sample. */
  public Depth sampleDepth() {
    return depth == null ? Depth.KEEP : depth;
  }

  /** Whether the alteration mask is stored beside the result. */
  public boolean storesMask() {
    return mask != null && mask;
  }

  /** Whether a PREMIS description is stored beside the result. */
  public boolean storesPremis() {
    return premis != null && premis;
  }
}
