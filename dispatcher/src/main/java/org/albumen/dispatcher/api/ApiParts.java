package org.albumen.dispatcher.api;

import io.javalin.router.JavalinDefaultRoutingApi;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.albumen.common.recipe.RecipeBook;
import org.albumen.common.store.Links;
import org.albumen.common.store.ObjectStore;
import org.albumen.dispatcher.submission.Estimator;
import org.albumen.dispatcher.submission.LearnedCost;
import org.albumen.dispatcher.view.Backlog;
import org.albumen.dispatcher.view.Batches;

/**
 * What the API stands on; all of it is safe for use by several threads, and stays open.
 *
 * @param batches what is shown
 * @param backlog what waits
 * @param estimator counts what a submission would come to
 * @param cost what jobs have cost
 * @param store where sources and results are, within the settings' boundary
 * @param links to objects of that store
 * @param recipes that are offered
 * @param metrics the text that Prometheus reads
 * @param alive whether each part works, or will by itself
 * @param peers adds the routes for other dispatchers
 */
public record ApiParts(
    Batches batches,
    Backlog backlog,
    Estimator estimator,
    LearnedCost cost,
    ObjectStore store,
    Links links,
    RecipeBook recipes,
    Supplier<String> metrics,
    Supplier<Map<String, Boolean>> alive,
    Consumer<JavalinDefaultRoutingApi> peers) {

  /** Those of a dispatcher that is alone, and works as long as it answers. */
  public ApiParts(
      Batches batches,
      Backlog backlog,
      Estimator estimator,
      LearnedCost cost,
      ObjectStore store,
      Links links,
      RecipeBook recipes,
      Supplier<String> metrics) {
    this(batches, backlog, estimator, cost, store, links, recipes, metrics, Map::of, routes -> {});
  }
}
