package org.albumen.dispatcher.submission;

import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.ObjectRef;
import org.albumen.common.job.ObjectSource;
import org.albumen.common.job.Target;
import org.albumen.common.licence.LicenceClass;
import org.albumen.common.licence.Licences;
import org.albumen.common.recipe.GenerateRecipe;
import org.albumen.common.recipe.Recipe;
import org.albumen.common.recipe.RecipeBook;
import org.albumen.common.store.Boundary;
import org.albumen.common.store.ListingFailedException;
import org.albumen.common.store.ObjectHead;
import org.albumen.common.store.ObjectStore;
import org.albumen.common.store.TargetCheck;
import org.albumen.common.submission.KeyFilter;
import org.albumen.common.submission.Manifest;
import org.albumen.common.submission.Objects;
import org.albumen.common.submission.Prefix;
import org.albumen.common.submission.SeedList;
import org.albumen.common.submission.Selection;
import org.albumen.common.submission.Submission;
import org.albumen.dispatcher.access.Tenant;
import org.albumen.dispatcher.select.Sieve;
import org.albumen.dispatcher.submit.Seeds;

/**
 * Whether a submission may be and can become jobs, as far as that shows at once. What needs no
 * question to the store is judged first. Safe for use by several threads.
 *
 * @param recipes that are offered
 * @param licences of the networks
 * @param allowed licence classes
 * @param store where sources and targets are
 * @param boundary what the settings allow, as the workers have it
 */
public record Checks(
    RecipeBook recipes,
    Licences licences,
    Set<LicenceClass> allowed,
    ObjectStore store,
    Boundary boundary) {

  public Checks {
    allowed = Set.copyOf(allowed);
  }

  /**
   * Refuses what could not become jobs.
   *
   * @throws AlbumenException {@code UNKNOWN_RECIPE}, {@code BAD_ARGUMENT}, {@code
   *     LICENCE_NOT_ALLOWED}, {@code BUCKET_NOT_ALLOWED}, {@code KEY_NOT_ALLOWED}, {@code
   *     TARGET_INSIDE_SOURCE}, {@code BUCKET_NOT_FOUND}, {@code ACCESS_DENIED}, {@code
   *     SOURCE_NOT_FOUND}, {@code NOTHING_SELECTED}, {@code STORE_UNAVAILABLE}
   */
  public void require(Submission submission, Tenant tenant) throws AlbumenException {
    Recipe recipe = recipes.find(submission.recipe());
    requireFit(recipe, submission.selection());
    licences.require(recipe, allowed);
    Sieve.of(submission.filter());
    boundary.requireTarget(submission.target());
    tenant.requireTarget(submission.target());
    requireAllowed(submission.selection(), tenant);
    if (submission.selection() instanceof Prefix prefix) {
      requireApart(prefix, submission.target());
    }
    TargetCheck.requireBucket(store, submission.target());
    requireSomething(submission.selection());
  }

  private static void requireFit(Recipe recipe, Selection selection) throws AlbumenException {
    boolean draws = recipe instanceof GenerateRecipe;
    if (draws != selection instanceof SeedList) {
      throw bad(
          "recipe "
              + recipe.reference()
              + (draws
                  ? " draws images from seeds; select seeds"
                  : " restores photographs; select a prefix, a manifest or objects"));
    }
    if (selection instanceof SeedList seeds) {
      try {
        Seeds.parse(seeds.seeds());
      } catch (IllegalArgumentException e) {
        throw bad("selection.seeds: " + e.getMessage());
      }
    }
  }

  private void requireAllowed(Selection selection, Tenant tenant) throws AlbumenException {
    if (selection instanceof Prefix prefix) {
      boundary.requireSources(prefix.bucket(), prefix.prefix());
      tenant.requireSources(prefix.bucket(), prefix.prefix());
    } else if (selection instanceof Manifest manifest) {
      requireSource(new ObjectRef(manifest.bucket(), manifest.key()), tenant);
    } else if (selection instanceof Objects objects) {
      for (ObjectSource object : objects.objects()) {
        requireSource(object.ref(), tenant);
      }
    }
  }

  private void requireSource(ObjectRef ref, Tenant tenant) throws AlbumenException {
    boundary.requireSource(ref);
    tenant.requireSource(ref);
  }

  /** Refuses results among the sources, unless originals alone are taken. */
  private static void requireApart(Prefix sources, Target target) throws AlbumenException {
    if (target.mayBeInsideSource()) {
      if (sources.filter() != KeyFilter.ORIGINALS) {
        throw bad(
            "target.insideSource needs selection.take originals: anything else would take results"
                + " for sources");
      }
    } else if (target.isAmong(sources.bucket(), sources.prefix())) {
      throw new AlbumenException(
          FailureCode.TARGET_INSIDE_SOURCE,
          "results in s3://"
              + target.bucket()
              + "/"
              + target.prefix()
              + " would lie under the sources s3://"
              + sources.bucket()
              + "/"
              + sources.prefix()
              + " and be taken for sources the next time; choose another target, or set"
              + " target.insideSource");
    }
  }

  private void requireSomething(Selection selection) throws AlbumenException {
    if (selection instanceof Prefix prefix) {
      requireListing(prefix);
    } else if (selection instanceof Manifest manifest) {
      requireManifest(new ObjectRef(manifest.bucket(), manifest.key()));
    }
  }

  private void requireListing(Prefix prefix) throws AlbumenException {
    try (Stream<ObjectHead> objects = store.list(prefix.bucket(), prefix.prefix())) {
      Iterator<ObjectHead> each = objects.iterator();
      if (!each.hasNext()) {
        throw new AlbumenException(
            FailureCode.NOTHING_SELECTED,
            "there is no object under s3://" + prefix.bucket() + "/" + prefix.prefix());
      }
    } catch (ListingFailedException e) {
      throw e.failure();
    }
  }

  private void requireManifest(ObjectRef manifest) throws AlbumenException {
    Optional<ObjectHead> head = store.head(manifest);
    if (head.isEmpty()) {
      throw new AlbumenException(
          FailureCode.SOURCE_NOT_FOUND, "there is no manifest " + manifest + ", or no such bucket");
    }
  }

  private static AlbumenException bad(String message) {
    return new AlbumenException(FailureCode.BAD_ARGUMENT, message);
  }
}
