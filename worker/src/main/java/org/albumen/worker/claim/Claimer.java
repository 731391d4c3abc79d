package org.albumen.worker.claim;

import java.util.List;
import org.albumen.common.event.NetworkUse;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.fingerprint.Fingerprint;
import org.albumen.common.fingerprint.ResultKeys;
import org.albumen.common.job.Job;
import org.albumen.common.recipe.RecipeBook;
import org.albumen.worker.task.Task;
import org.albumen.worker.task.Tools;

/** Works out what a job amounts to. Safe for use by several threads. */
public final class Claimer {
  private final RecipeBook recipes;
  private final Tools tools;

  public Claimer(RecipeBook recipes, Tools tools) {
    this.recipes = recipes;
    this.tools = tools;
  }

  /**
   * The claim of a job.
   *
   * @throws AlbumenException {@code UNKNOWN_RECIPE}, {@code MALFORMED_JOB} when recipe and source
   *     do not go together, {@code SOURCE_NOT_FOUND}, or a code of models or store
   */
  public Claim claim(Job job) throws AlbumenException {
    Task task = tools.task(recipes.find(job.recipe()), job.source());
    List<NetworkUse> networks = task.networks();
    Fingerprint fingerprint =
        Fingerprint.of(
            task.source(),
            task.recipe(),
            networks.stream().map(NetworkUse::sha256).toList(),
            task.pipelineVersion());
    ResultKeys keys = ResultKeys.of(job.target(), task.source(), fingerprint, extension(task));
    return new Claim(job, task, networks, fingerprint, keys);
  }

  private static String extension(Task task) {
    return task.recipe().formatFor(task.source().ref().name()).extension();
  }
}
