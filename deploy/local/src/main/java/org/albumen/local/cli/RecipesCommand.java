package org.albumen.local.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintWriter;
import java.util.Locale;
import org.albumen.common.cli.CommonOptions;
import org.albumen.common.codec.Json;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.ExitCodes;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.recipe.GenerateRecipe;
import org.albumen.common.recipe.Recipe;
import org.albumen.common.recipe.RecipeBook;
import org.albumen.common.recipe.RestoreRecipe;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code albumen recipes}: what recipes there are, and what stands in them. */
@Command(
    name = "recipes",
    description = "Shows the recipes that are offered.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class RecipesCommand {
  @Spec private CommandSpec spec;

  /** Made by picocli. */
  @SuppressWarnings("NullAway.Init")
  public RecipesCommand() {}

  @Command(name = "list", description = "Lists every recipe, one a line.")
  int list(@Mixin CommonOptions common) throws AlbumenException {
    RecipeBook book = RecipeBook.offered(common.load().recipes().folder());
    PrintWriter out = spec.commandLine().getOut();
    for (String reference : book.references()) {
      out.println(String.format(Locale.ROOT, "%-16s  %s", reference, words(book.find(reference))));
    }
    out.flush();
    return ExitCodes.OK;
  }

  @Command(
      name = "show",
      description = {
        "Prints a recipe as JSON, with the options that are given here in place of its own.",
        "In a file of the recipes' folder the output is a recipe of that name."
      })
  int show(
      @Mixin CommonOptions common,
      @Mixin RecipeOptions options,
      @Parameters(paramLabel = "NAME@VERSION", description = "The recipe.") String name)
      throws AlbumenException {
    Recipe recipe = RecipeBook.offered(common.load().recipes().folder()).find(name);
    PrintWriter out = spec.commandLine().getOut();
    out.println(new String(Json.writePretty(changed(recipe, options)), UTF_8));
    out.flush();
    return ExitCodes.OK;
  }

  private static Recipe changed(Recipe recipe, RecipeOptions options) throws AlbumenException {
    if (recipe instanceof RestoreRecipe restore) {
      return options.applyTo(restore);
    }
    if (options.areGiven()) {
      throw new AlbumenException(
          FailureCode.BAD_ARGUMENT,
          "recipe " + recipe.reference() + " draws images from seeds and has no such options");
    }
    return recipe;
  }

  private static String words(Recipe recipe) {
    if (recipe instanceof GenerateRecipe generate) {
      return "draws by " + generate.generator() + ", " + word(generate.output());
    }
    RestoreRecipe restore = (RestoreRecipe) recipe;
    String network = restore.faces().network();
    return "restores, scale "
        + restore.scale()
        + ", upscaler "
        + restore.upscaler()
        + ", faces "
        + (network == null ? "found" : "by " + network)
        + ", "
        + word(restore.output());
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
