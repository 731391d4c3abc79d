package org.albumen.dispatcher.submit;

import java.util.stream.Stream;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.job.Source;
import org.albumen.common.job.Target;
import org.albumen.common.recipe.Recipe;
import org.albumen.common.store.Boundary;
import org.albumen.common.store.ObjectStore;

/** What a submission makes jobs of: the objects of a listing, or seeds. */
public sealed interface Selection permits Listing, Seeds {

  /**
   * Everything that is looked at, in a fixed order, little of it in memory at a time. Closing the
   * stream ends a listing.
   *
   * @throws AlbumenException with a code of the store
   */
  Stream<Candidate> candidates(ObjectStore store) throws AlbumenException;

  /**
   * Refuses a target in which results would be taken for sources the next time.
   *
   * @throws AlbumenException {@code TARGET_INSIDE_SOURCE}
   */
  void requireApart(Target target) throws AlbumenException;

  /**
   * Refuses sources that the workers would refuse one by one.
   *
   * @throws AlbumenException {@code BUCKET_NOT_ALLOWED} or {@code KEY_NOT_ALLOWED}
   */
  void requireAllowed(Boundary boundary) throws AlbumenException;

  /**
   * Refuses a recipe for sources of another kind.
   *
   * @throws AlbumenException {@code BAD_ARGUMENT}
   */
  void requireFit(Recipe recipe) throws AlbumenException;

  /**
   * A source that was looked at.
   *
   * @param bytes that it has, 0 of a seed
   * @param taken whether it becomes a job
   */
  record Candidate(Source source, long bytes, boolean taken) {}
}
