package org.albumen.worker.restore;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.recipe.ImageFormat;
import org.albumen.common.recipe.RestoreRecipe;
import org.albumen.models.imaging.OutputSettings;
import org.albumen.models.restore.PhotoOptions;
import org.albumen.worker.model.Models;

/**
 * Recipes in the words of the models. What a recipe asks for and the models cannot do is refused by
 * its name, never passed over.
 */
final class RecipeMapping {
  private RecipeMapping() {}

  /**
   * The options of a recipe.
   *
   * @throws AlbumenException {@code RECIPE_UNSUPPORTED}, naming the option
   */
  static PhotoOptions options(RestoreRecipe recipe) throws AlbumenException {
    require(recipe, recipe.upscalesByNetwork(), "upscaler " + recipe.upscaler());
    require(recipe, recipe.faces().network() == null, "faces.network");
    require(recipe, recipe.consistency() == null, "consistency");
    require(recipe, !recipe.storesMask(), "mask");
    Integer longSide = recipe.maxLongSide();
    return new PhotoOptions(
        recipe.upscaler(),
        recipe.tile(),
        recipe.faces().detector(),
        recipe.faces().minScore(),
        longSide == null ? OptionalInt.empty() : OptionalInt.of(longSide));
  }

  /** The catalogue's names of every network that a recipe may need, without duplicates. */
  static List<String> names(RestoreRecipe recipe) {
    List<String> names = new ArrayList<>();
    if (recipe.upscalesByNetwork()) {
      names.add(recipe.upscaler());
    }
    if (!recipe.faces().alignedAlready()) {
      names.add(recipe.faces().detector());
    }
    if (recipe.faces().network() != null) {
      names.add(recipe.faces().network());
    }
    if (recipe.faces().parser() != null) {
      names.add(recipe.faces().parser());
    }
    return names.stream().distinct().toList();
  }

  /** How a result is written. */
  static OutputSettings settings(RestoreRecipe recipe, ImageFormat format) {
    return new OutputSettings(Models.format(format), recipe.jpegQuality());
  }

  private static void require(RestoreRecipe recipe, boolean possible, String option)
      throws AlbumenException {
    if (!possible) {
      throw unsupported(recipe, option);
    }
  }

  private static AlbumenException unsupported(RestoreRecipe recipe, String option) {
    return new AlbumenException(
        FailureCode.RECIPE_UNSUPPORTED,
        "recipe " + recipe.reference() + " asks for " + option + ", which this worker cannot do");
  }
}
