package org.albumen.dispatcher.intake;

import com.fasterxml.jackson.core.JacksonException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.albumen.common.codec.Json;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.ObjectSource;
import org.albumen.common.recipe.Recipe;
import org.albumen.common.recipe.RecipeBook;
import org.albumen.common.recipe.RestoreRecipe;
import org.albumen.common.store.Boundary;
import org.jspecify.annotations.Nullable;

/** Rules that were looked through, so that none fails with its first object. Immutable. */
public final class Rules {
  private final List<Rule> rules;

  private Rules(List<Rule> rules) {
    this.rules = List.copyOf(rules);
  }

  /**
   * Reads a file: a JSON list of {@link Rule}.
   *
   * @param boundary where sources and results may be
   * @throws AlbumenException {@code BAD_CONFIGURATION}, naming file and rule
   */
  public static Rules load(Path file, RecipeBook recipes, Boundary boundary)
      throws AlbumenException {
    try {
      List<@Nullable Rule> rules = Arrays.asList(Json.read(Files.readAllBytes(file), Rule[].class));
      if (rules.contains(null)) {
        throw bad("rules " + file + ": one of them is null", null);
      }
      return of(rules.stream().filter(Objects::nonNull).toList(), recipes, boundary);
    } catch (JacksonException e) {
      throw bad("rules " + file + ": " + Json.problem(e), e);
    } catch (IOException e) {
      throw bad("rules " + file + " cannot be read", e);
    }
  }

  static Rules of(List<Rule> rules, RecipeBook recipes, Boundary boundary) throws AlbumenException {
    Set<String> names = new HashSet<>();
    for (Rule rule : rules) {
      if (!names.add(rule.name())) {
        throw bad("rule " + rule.name() + " is there twice", null);
      }
      try {
        check(rule, recipes, boundary);
      } catch (AlbumenException e) {
        throw bad("rule " + rule.name() + ": " + e.getMessage(), e);
      }
    }
    return new Rules(rules);
  }

  /** Every rule that wants an object. */
  List<Rule> wanting(ObjectSource object) {
    return rules.stream().filter(rule -> rule.wants(object)).toList();
  }

  /** The pools whose workers get jobs. */
  Set<String> pools() {
    return rules.stream().map(Rule::pool).collect(Collectors.toCollection(TreeSet::new));
  }

  /** The recipes that are used. */
  Set<String> recipes() {
    return rules.stream().map(Rule::recipe).collect(Collectors.toCollection(TreeSet::new));
  }

  private static void check(Rule rule, RecipeBook recipes, Boundary boundary)
      throws AlbumenException {
    Recipe recipe = recipes.find(rule.recipe());
    if (!(recipe instanceof RestoreRecipe)) {
      throw new AlbumenException(
          FailureCode.BAD_CONFIGURATION, "recipe " + rule.recipe() + " restores no photographs");
    }
    boundary.requireSources(rule.bucket(), rule.prefix());
    boundary.requireTarget(rule.target());
    requireApart(rule);
  }

  /**
   * A result is never taken for a source, since its name tells it; but to have results among
   * sources must be meant, as it must be in a submission.
   */
  private static void requireApart(Rule rule) throws AlbumenException {
    String results = rule.target().prefix() + rule.prefix();
    if (!rule.target().mayBeInsideSource()
        && rule.bucket().equals(rule.target().bucket())
        && results.startsWith(rule.prefix())) {
      throw new AlbumenException(
          FailureCode.BAD_CONFIGURATION,
          "its results would lie among its sources; choose another target, or say"
              + " \"insideSource\": true there");
    }
  }

  private static AlbumenException bad(String message, @Nullable Throwable cause) {
    return new AlbumenException(
        FailureCode.BAD_CONFIGURATION, "albumen.dispatcher.intake: " + message, cause);
  }
}
