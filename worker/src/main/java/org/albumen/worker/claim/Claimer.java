package org.albumen.worker.claim;

import java.util.List;
import org.albumen.common.event.NetworkUse;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.fingerprint.Fingerprint;
import org.albumen.common.fingerprint.ResultKeys;
import org.albumen.common.job.RestorationJob;
import org.albumen.common.job.Source;
import org.albumen.common.recipe.Recipe;
import org.albumen.common.recipe.RecipeBook;
import org.albumen.common.store.ObjectHead;
import org.albumen.common.store.ObjectStore;
import org.albumen.worker.restore.Restorer;

/** Works out what a job amounts to. Safe for use by several threads. */
public final class Claimer {
  private final RecipeBook recipes;
  private final Restorer restorer;
  private final ObjectStore store;

  public Claimer(RecipeBook recipes, Restorer restorer, ObjectStore store) {
    this.recipes = recipes;
    this.restorer = restorer;
    this.store = store;
  }

  /**
   * The claim of a job.
   *
   * @throws AlbumenException {@code UNKNOWN_RECIPE}, {@code SOURCE_NOT_FOUND}, or a code of models
   *     or store
   */
  public Claim claim(RestorationJob job) throws AlbumenException {
    Recipe recipe = recipes.find(job.recipe());
    Source source = identified(job.source());
    List<NetworkUse> networks = restorer.networks(recipe);
    Fingerprint fingerprint =
        Fingerprint.of(
            source,
            recipe,
            networks.stream().map(NetworkUse::sha256).toList(),
            Restorer.PIPELINE_VERSION);
    ResultKeys keys = ResultKeys.of(job.target(), source, fingerprint, recipe.output().extension());
    return new Claim(job, recipe, source, networks, fingerprint, keys);
  }

  private Source identified(Source source) throws AlbumenException {
    if (source.identity().isPresent()) {
      return source;
    }
    return store
        .head(source.ref())
        .map(ObjectHead::asSource)
        .orElseThrow(
            () ->
                new AlbumenException(
                    FailureCode.SOURCE_NOT_FOUND, source.ref() + " does not exist"));
  }
}
