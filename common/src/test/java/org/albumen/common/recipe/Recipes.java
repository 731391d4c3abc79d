package org.albumen.common.recipe;

import org.jspecify.annotations.Nullable;

/** Recipes for tests. */
public final class Recipes {
  private Recipes() {}

  /** A recipe that leaves every option that may be left out. */
  public static RestoreRecipe plain(
      String name,
      int version,
      String upscaler,
      int scale,
      int tile,
      Faces faces,
      @Nullable Integer maxLongSide,
      Output output) {
    return new RestoreRecipe(
        name,
        version,
        upscaler,
        scale,
        tile,
        faces,
        null,
        maxLongSide,
        output,
        null,
        null,
        null,
        null,
        null);
  }

  /** A recipe in which nothing is left out that can be said beside the rest. */
  public static RestoreRecipe full() {
    return new RestoreRecipe(
        "r",
        1,
        "u",
        2,
        256,
        new Faces("d", 0.5, "n", "p", Faces.Select.CENTRAL, null, 40, 3, 0.5),
        new Consistency(30, Consistency.Below.BLEND),
        512,
        Output.JPEG,
        80,
        Depth.EIGHT,
        true,
        true,
        Isolation.PROCESS);
  }
}
