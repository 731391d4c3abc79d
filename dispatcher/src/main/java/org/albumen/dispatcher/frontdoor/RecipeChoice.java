package org.albumen.dispatcher.frontdoor;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.ObjectRef;
import org.albumen.common.recipe.ImageFormat;
import org.albumen.common.recipe.RecipeBook;
import org.albumen.common.recipe.RestoreRecipe;

/**
 * Which recipe gives a derivative as it is wanted. Format and quality are the recipe's, so that a
 * result is the same however it was asked for: an argument chooses among recipes and changes none.
 * Immutable.
 */
final class RecipeChoice {
  /** Taken where it fits and nobody names another. */
  private static final String FIRST = "photo@1";

  private final RecipeBook recipes;

  RecipeChoice(RecipeBook recipes) {
    this.recipes = recipes;
  }

  /**
   * Empty when no recipe, or not the one that is named, gives what is wanted.
   *
   * @throws AlbumenException {@code UNKNOWN_RECIPE}; {@code BAD_ARGUMENT} when the named one
   *     restores nothing, or the format that is wanted is not accepted
   */
  Optional<RestoreRecipe> choose(
      IslandoraArguments wanted, List<ImageFormat> accepted, ObjectRef source)
      throws AlbumenException {
    if (wanted.format() != null && !accepted.contains(wanted.format())) {
      throw new AlbumenException(
          FailureCode.BAD_ARGUMENT, "X-Islandora-Args: -format is not what Accept names");
    }
    List<ImageFormat> formats = wanted.format() == null ? accepted : List.of(wanted.format());
    if (wanted.recipe() != null) {
      return Optional.of(recipes.findRestoring(wanted.recipe()))
          .filter(recipe -> formats.contains(recipe.formatFor(source.name())))
          .filter(recipe -> fits(recipe, wanted));
    }
    return formats.stream()
        .flatMap(
            format ->
                restoring().stream()
                    .filter(recipe -> recipe.formatFor(source.name()) == format)
                    .filter(recipe -> fits(recipe, wanted)))
        .findFirst();
  }

  /** Says what there is. */
  String refusal(IslandoraArguments wanted) {
    return (wanted.recipe() == null ? "no recipe" : "recipe " + wanted.recipe() + " does not")
        + (wanted.recipe() == null ? " gives" : " give")
        + " what Accept and X-Islandora-Args name; offered are "
        + restoring().stream()
            .map(
                recipe ->
                    recipe.reference()
                        + " ("
                        + recipe.output().name().toLowerCase(Locale.ROOT)
                        + ")")
            .collect(Collectors.joining(", "));
  }

  private static boolean fits(RestoreRecipe recipe, IslandoraArguments wanted) {
    return wanted.quality() == null || recipe.jpegQuality() == wanted.quality();
  }

  private List<RestoreRecipe> restoring() {
    return recipes.all().stream()
        .filter(RestoreRecipe.class::isInstance)
        .map(RestoreRecipe.class::cast)
        .sorted(
            Comparator.comparing((RestoreRecipe recipe) -> !recipe.reference().equals(FIRST))
                .thenComparing(RestoreRecipe::reference))
        .toList();
  }
}
