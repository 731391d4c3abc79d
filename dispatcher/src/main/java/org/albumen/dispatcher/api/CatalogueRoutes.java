package org.albumen.dispatcher.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.licence.LicenceClass;
import org.albumen.common.licence.Licences;
import org.albumen.common.recipe.Recipe;
import org.albumen.common.recipe.RecipeBook;
import org.albumen.dispatcher.api.Answers.ModelView;
import org.albumen.dispatcher.api.Answers.RecipeView;
import org.albumen.dispatcher.api.Answers.Whole;
import org.albumen.dispatcher.api.problem.Refusal;

/** {@code /recipes} and {@code /models}: what is offered. */
final class CatalogueRoutes {
  private final RecipeBook recipes;
  private final Licences licences;
  private final Set<LicenceClass> allowed;

  CatalogueRoutes(RecipeBook recipes, Licences licences, Set<LicenceClass> allowed) {
    this.recipes = recipes;
    this.licences = licences;
    this.allowed = Set.copyOf(allowed);
  }

  void register(Routes routes) {
    routes.get("/recipes", Routes.READ, x -> x.json(200, new Whole<>(all())));
    routes.get("/recipes/{recipe}", Routes.READ, this::one);
    routes.get("/models", Routes.READ, x -> x.json(200, new Whole<>(models())));
  }

  private List<RecipeView> all() throws AlbumenException {
    List<RecipeView> views = new ArrayList<>();
    for (String reference : recipes.references()) {
      views.add(view(recipes.find(reference)));
    }
    return views;
  }

  /** A recipe that somebody asks for by its path is not there; one that a job names is wrong. */
  private void one(Exchange x) {
    try {
      x.json(200, view(recipes.find(x.path("recipe"))));
    } catch (AlbumenException e) {
      throw new Refusal(e.code(), 404, String.valueOf(e.getMessage()), Map.of());
    }
  }

  private RecipeView view(Recipe recipe) {
    Set<LicenceClass> classes = licences.of(recipe);
    return new RecipeView(
        recipe.reference(),
        recipe,
        Licences.networks(recipe),
        classes,
        allowed.containsAll(classes));
  }

  private List<ModelView> models() {
    return licences.all().stream()
        .map(
            model ->
                new ModelView(
                    model.name(),
                    model.title(),
                    model.licence(),
                    model.licenceClass(),
                    allowed.contains(model.licenceClass())))
        .toList();
  }
}
