package org.albumen.worker.task;

import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.ObjectSource;
import org.albumen.common.job.SeedSource;
import org.albumen.common.job.Source;
import org.albumen.common.recipe.GenerateRecipe;
import org.albumen.common.recipe.Recipe;
import org.albumen.common.recipe.RestoreRecipe;
import org.albumen.common.store.ObjectStore;
import org.albumen.worker.generate.Generator;
import org.albumen.worker.guard.TimeLimits;
import org.albumen.worker.metrics.WorkerMetrics;
import org.albumen.worker.restore.Restorer;

/**
 * What tasks are done with. Safe for use by several threads.
 *
 * @param store where photographs are
 * @param limits of the time that stages may take
 * @param maxSourceBytes larger ones are refused
 */
public record Tools(
    ObjectStore store,
    Restorer restorer,
    Generator generator,
    TimeLimits limits,
    WorkerMetrics metrics,
    long maxSourceBytes) {

  /**
   * The task of a recipe on a source.
   *
   * @throws AlbumenException {@code MALFORMED_JOB} when the recipe is for sources of another kind;
   *     {@code SOURCE_NOT_FOUND} or a code of the store when a photograph had to be looked up
   */
  public Task task(Recipe recipe, Source source) throws AlbumenException {
    if (recipe instanceof RestoreRecipe restore && source instanceof ObjectSource photograph) {
      return RestoreTask.of(restore, photograph, this);
    }
    if (recipe instanceof GenerateRecipe generate && source instanceof SeedSource seed) {
      return new GenerateTask(generate, seed, this);
    }
    String wanted =
        recipe instanceof GenerateRecipe ? "draws from a seed" : "restores a photograph";
    throw new AlbumenException(
        FailureCode.MALFORMED_JOB,
        "recipe "
            + recipe.reference()
            + " "
            + wanted
            + ", and the job's source is "
            + source.ref());
  }
}
