package org.albumen.worker.restore;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.albumen.common.recipe.Consistency;
import org.albumen.common.recipe.Faces;
import org.albumen.common.recipe.ImageFormat;
import org.albumen.common.recipe.RestoreRecipe;
import org.albumen.models.consistency.Score;
import org.albumen.models.face.restore.FaceSelection;
import org.albumen.models.imaging.OutputSettings;
import org.albumen.models.restore.FaceOptions;
import org.albumen.models.restore.PhotoOptions;
import org.albumen.worker.model.Models;

/** Recipes in the words of the models. */
final class RecipeMapping {
  private RecipeMapping() {}

  /** The options of a recipe. */
  static PhotoOptions options(RestoreRecipe recipe) {
    Faces faces = recipe.faces();
    Integer longSide = recipe.maxLongSide();
    Consistency consistency = recipe.consistency();
    Score least = consistency == null ? Score.ANY : new Score(consistency.minPsnr(), -1);
    return new PhotoOptions(
        recipe.upscalesByNetwork() ? Optional.of(recipe.upscaler()) : Optional.empty(),
        recipe.scale(),
        recipe.tile(),
        faces.detector(),
        faces.minScore(),
        longSide == null ? OptionalInt.empty() : OptionalInt.of(longSide),
        Optional.ofNullable(faces.network()).map(network -> faces(network, faces)),
        least,
        consistency != null && consistency.otherwise() == Consistency.Below.BLEND,
        least,
        recipe.storesMask());
  }

  private static FaceOptions faces(String network, Faces faces) {
    FaceSelection.Which which =
        switch (faces.selection()) {
          case ALL -> FaceSelection.Which.ALL;
          case LARGEST -> FaceSelection.Which.LARGEST;
          case CENTRAL -> FaceSelection.Which.CENTRAL;
        };
    return new FaceOptions(
        network,
        Optional.ofNullable(faces.parser()),
        new FaceSelection(which, faces.minScore(), faces.leastSize(), faces.atMost()),
        faces.fidelityWeight(),
        faces.alignedAlready());
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
}
