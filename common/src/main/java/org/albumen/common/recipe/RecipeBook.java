package org.albumen.common.recipe;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.albumen.common.codec.Json;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;

/** The recipes that are offered: those that come with Albumen and an operator's own. Immutable. */
public final class RecipeBook {
  private static final List<String> BUILT_IN =
      List.of("photo@1", "photo-small@1", "faces@1", "portrait@1", "scan@1", "faces-progan@1");

  private final Map<String, Recipe> recipes;

  private RecipeBook(Map<String, Recipe> recipes) {
    this.recipes = Map.copyOf(recipes);
  }

  /** The recipes that come with Albumen. */
  public static RecipeBook builtIn() {
    Map<String, Recipe> recipes = new TreeMap<>();
    for (String reference : BUILT_IN) {
      String resource = "/recipes/" + reference + ".json";
      try (InputStream in = RecipeBook.class.getResourceAsStream(resource)) {
        if (in == null) {
          throw new IllegalStateException("missing resource " + resource);
        }
        recipes.put(reference, Json.read(in.readAllBytes(), Recipe.class));
      } catch (IOException e) {
        throw new IllegalStateException("unreadable resource " + resource, e);
      }
    }
    return new RecipeBook(recipes);
  }

  /**
   * The recipes that a deployment offers.
   *
   * @param folder an operator's own, see {@link #with}
   */
  public static RecipeBook offered(Optional<Path> folder) throws AlbumenException {
    return folder.isPresent() ? builtIn().with(folder.get()) : builtIn();
  }

  /**
   * This book and every {@code *.json} file of a folder.
   *
   * @throws AlbumenException {@code BAD_CONFIGURATION} when a file is no recipe or would change one
   *     that exists
   */
  public RecipeBook with(Path folder) throws AlbumenException {
    Map<String, Recipe> all = new TreeMap<>(recipes);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.json")) {
      for (Path file : files) {
        Recipe recipe = read(file);
        Recipe known = all.putIfAbsent(recipe.reference(), recipe);
        if (known != null && !known.equals(recipe)) {
          throw new AlbumenException(
              FailureCode.BAD_CONFIGURATION,
              file.getFileName() + " changes recipe " + recipe.reference() + "; raise its version");
        }
      }
    } catch (IOException e) {
      throw new AlbumenException(
          FailureCode.BAD_CONFIGURATION, "recipe folder " + folder + " cannot be read", e);
    }
    return new RecipeBook(all);
  }

  /** This book and one more recipe, which no book had. */
  public RecipeBook with(Recipe recipe) {
    Map<String, Recipe> all = new TreeMap<>(recipes);
    all.put(recipe.reference(), recipe);
    return new RecipeBook(all);
  }

  /**
   * The recipe that a job refers to.
   *
   * @throws AlbumenException {@code UNKNOWN_RECIPE}, naming those that are known
   */
  public Recipe find(String reference) throws AlbumenException {
    Recipe recipe = recipes.get(reference);
    if (recipe == null) {
      throw new AlbumenException(
          FailureCode.UNKNOWN_RECIPE,
          "recipe '" + reference + "' is not one of " + String.join(", ", references()));
    }
    return recipe;
  }

  /**
   * The recipe of that name, when it restores photographs; for commands that have nothing else.
   *
   * @throws AlbumenException {@code UNKNOWN_RECIPE}; {@code BAD_ARGUMENT} when it generates
   */
  public RestoreRecipe findRestoring(String reference) throws AlbumenException {
    if (find(reference) instanceof RestoreRecipe recipe) {
      return recipe;
    }
    throw new AlbumenException(
        FailureCode.BAD_ARGUMENT,
        "recipe " + reference + " draws images from seeds; give it to albumen submit --seeds");
  }

  /** Every reference, sorted. */
  public List<String> references() {
    return recipes.keySet().stream().sorted().toList();
  }

  public Collection<Recipe> all() {
    return recipes.values();
  }

  private static Recipe read(Path file) throws AlbumenException {
    try {
      return Json.read(Files.readAllBytes(file), Recipe.class);
    } catch (IOException e) {
      throw new AlbumenException(
          FailureCode.BAD_CONFIGURATION,
          "recipe file " + file.getFileName() + ": " + Json.problem(e),
          e);
    }
  }
}
