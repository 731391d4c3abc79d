package org.albumen.local.cli;

import java.util.Locale;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.recipe.Faces.Select;
import org.albumen.common.recipe.Output;
import org.albumen.common.recipe.Overrides;
import org.albumen.common.recipe.RestoreRecipe;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a recipe is to do otherwise; a picocli mixin. */
final class RecipeOptions {
  @Option(
      names = "--scale",
      paramLabel = "1|2|4",
      description = "Output pixels per input pixel; the upscaler changes with it.")
  private @Nullable Integer scale;

  @Option(
      names = "--faces",
      paramLabel = "WHICH",
      description = "Which faces are restored: ${COMPLETION-CANDIDATES}.")
  private @Nullable Which faces;

  @Option(
      names = "--fidelity",
      paramLabel = "0..1",
      description = "0 for the network's face, 1 for the face as it was.")
  private @Nullable Double fidelity;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "The results' format: ${COMPLETION-CANDIDATES}.")
  private @Nullable Output format;

  @Option(
      names = "--review",
      description =
          "Save alteration masks, and mark photographs whose result agrees too little with them.")
  private boolean review;

  /** The values of {@code --faces}. */
  private enum Which {
    ALL,
    LARGEST,
    CENTRAL,
    NONE;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * The recipe with these options.
   *
   * @throws AlbumenException {@code BAD_ARGUMENT} when they contradict the recipe or each other
   */
  RestoreRecipe applyTo(RestoreRecipe recipe) throws AlbumenException {
    return overrides().of(recipe);
  }

  /** Whether any of them was given. */
  boolean areGiven() {
    return !overrides().equals(Overrides.NONE);
  }

  private Overrides overrides() {
    boolean none = faces == Which.NONE;
    Select select = faces == null || none ? null : Select.valueOf(faces.name());
    return new Overrides(scale, select, none, fidelity, format, review);
  }
}
