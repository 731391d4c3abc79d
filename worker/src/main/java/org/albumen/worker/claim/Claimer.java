package org.albumen.worker.claim;

import java.util.List;
import org.albumen.common.event.NetworkUse;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.fingerprint.Fingerprint;
import org.albumen.common.fingerprint.ResultKeys;
import org.albumen.common.job.Job;
import org.albumen.common.job.ObjectRef;
import org.albumen.common.recipe.RecipeBook;
import org.albumen.common.store.Boundary;
import org.albumen.worker.task.Task;
import org.albumen.worker.task.Tools;

/** Works out what a job amounts to, if it may be done at all. Safe for use by several threads. */
public final class Claimer {
  private final RecipeBook recipes;
  private final Tools tools;
  private final Boundary boundary;

  /**
   * @param boundary judges every job, also one that no dispatcher has seen
   */
  public Claimer(RecipeBook recipes, Tools tools, Boundary boundary) {
    this.recipes = recipes;
    this.tools = tools;
    this.boundary = boundary;
  }

  /**
   * The claim of a job.
   *
   * @throws AlbumenException {@code BUCKET_NOT_ALLOWED} or {@code KEY_NOT_ALLOWED} before the store
   *     is asked; {@code TARGET_INSIDE_SOURCE}, {@code UNKNOWN_RECIPE}, {@code MALFORMED_JOB} when
   *     recipe and source do not go together, {@code SOURCE_NOT_FOUND}, or a code of models or
   *     store
   */
  public Claim claim(Job job) throws AlbumenException {
    requireAllowed(job);
    Task task = tools.task(recipes.find(job.recipe()), job.source());
    List<NetworkUse> networks = task.networks();
    Fingerprint fingerprint =
        Fingerprint.of(
            task.source(),
            task.recipe(),
            networks.stream().map(NetworkUse::sha256).toList(),
            task.pipelineVersion());
    ResultKeys keys = ResultKeys.of(job.target(), task.source(), fingerprint, extension(task));
    for (ObjectRef key : keys.all()) {
      boundary.requireTarget(key);
      requireApart(key, job);
    }
    return new Claim(job, task, networks, fingerprint, keys);
  }

  private void requireAllowed(Job job) throws AlbumenException {
    if (job.source().ref() instanceof ObjectRef source) {
      boundary.requireSource(source);
    }
    boundary.requireTarget(job.target());
  }

  /**
   * Refuses to write into the source's folder or below it, where the next submission would find the
   * result among the sources, unless the job says that it may. Whatever the dispatcher lets through
   * lies elsewhere; of a source that stands in no folder only its siblings are judged. A result's
   * key is never its own source's: it is longer by a fingerprint.
   */
  private static void requireApart(ObjectRef result, Job job) throws AlbumenException {
    if (job.target().mayBeInsideSource()
        || !(job.source().ref() instanceof ObjectRef source)
        || !source.bucket().equals(result.bucket())) {
      return;
    }
    String sources = folder(source);
    String results = folder(result);
    if (sources.isEmpty() ? results.isEmpty() : results.startsWith(sources)) {
      throw new AlbumenException(
          FailureCode.TARGET_INSIDE_SOURCE,
          "the result " + result + " would lie among the sources; choose another target");
    }
  }

  private static String folder(ObjectRef ref) {
    return ref.key().substring(0, ref.key().lastIndexOf('/') + 1);
  }

  private static String extension(Task task) {
    return task.recipe().formatFor(task.source().ref().name()).extension();
  }
}
