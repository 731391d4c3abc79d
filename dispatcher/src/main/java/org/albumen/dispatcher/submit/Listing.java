package org.albumen.dispatcher.submit;

import static java.util.Objects.requireNonNull;

import java.util.stream.Stream;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.Target;
import org.albumen.common.recipe.Recipe;
import org.albumen.common.recipe.RestoreRecipe;
import org.albumen.common.store.Boundary;
import org.albumen.common.store.ObjectStore;
import org.albumen.common.submission.KeyFilter;

/**
 * Every photograph under a prefix.
 *
 * @param bucket where the sources are
 * @param prefix what their keys begin with; empty: the whole bucket
 * @param filter which objects become jobs
 */
public record Listing(String bucket, String prefix, KeyFilter filter) implements Selection {

  /**
   * @throws IllegalArgumentException naming the value that cannot be
   */
  public Listing {
    Submission.requireText(bucket, "bucket");
    requireNonNull(prefix, "prefix");
    requireNonNull(filter, "filter");
  }

  /** One page in memory at a time. */
  @Override
  public Stream<Candidate> candidates(ObjectStore store) throws AlbumenException {
    return store
        .list(bucket, prefix)
        .map(
            object ->
                new Candidate(object.asSource(), object.size(), filter.takes(object.ref().key())));
  }

  /**
   * Refuses a target from which a later listing of the same prefix would take results for sources.
   * Where the target allows it, the filter must tell results from sources instead.
   */
  @Override
  public void requireApart(Target target) throws AlbumenException {
    if (target.mayBeInsideSource()) {
      requireOriginals();
    } else if (target.isAmong(bucket, prefix)) {
      throw new AlbumenException(
          FailureCode.TARGET_INSIDE_SOURCE,
          "results in s3://"
              + target.bucket()
              + "/"
              + target.prefix()
              + " would lie under the sources s3://"
              + bucket
              + "/"
              + prefix
              + " and be taken for sources the next time; choose another target, or give"
              + " --allow-target-inside-source");
    }
  }

  private void requireOriginals() throws AlbumenException {
    if (filter != KeyFilter.ORIGINALS) {
      throw new AlbumenException(
          FailureCode.BAD_ARGUMENT,
          "--allow-target-inside-source goes neither with --all nor with --derived: they would take"
              + " results for sources");
    }
  }

  @Override
  public void requireAllowed(Boundary boundary) throws AlbumenException {
    boundary.requireSources(bucket, prefix);
  }

  @Override
  public void requireFit(Recipe recipe) throws AlbumenException {
    if (!(recipe instanceof RestoreRecipe)) {
      throw new AlbumenException(
          FailureCode.BAD_ARGUMENT,
          "recipe " + recipe.reference() + " draws images from seeds; give --seeds, not --bucket");
    }
  }
}
