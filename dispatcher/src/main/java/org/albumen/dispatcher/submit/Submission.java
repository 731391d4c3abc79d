package org.albumen.dispatcher.submit;

import static java.util.Objects.requireNonNull;

import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.Target;
import org.albumen.common.topic.Topics;

/**
 * A request to restore every photograph under a prefix.
 *
 * @param batchId see {@link BatchIds}; the same id, sources and versions give the same job ids
 * @param bucket where the sources are
 * @param prefix what their keys begin with; empty: the whole bucket
 * @param recipe {@code name@version}
 * @param target where results go
 * @param pool the class of workers that shall take the jobs
 * @param filter which objects become jobs
 */
public record Submission(
    String batchId,
    String bucket,
    String prefix,
    String recipe,
    Target target,
    String pool,
    KeyFilter filter) {

  /**
   * @throws IllegalArgumentException naming the value that cannot be
   */
  public Submission {
    BatchIds.checked(batchId);
    requireText(bucket, "bucket");
    requireNonNull(prefix, "prefix");
    requireText(recipe, "recipe");
    requireNonNull(target, "target");
    Topics.jobs(pool);
    requireNonNull(filter, "filter");
  }

  /**
   * Refuses a target from which a later listing of the same prefix would take results for sources.
   * A result's key is the target's prefix and then the source's key; so this asks whether that
   * begins with the listed prefix.
   *
   * @throws AlbumenException {@code TARGET_INSIDE_SOURCE}
   */
  void requireApart() throws AlbumenException {
    if (bucket.equals(target.bucket()) && (target.prefix() + prefix).startsWith(prefix)) {
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
              + " and be taken for sources the next time; choose another target");
    }
  }

  private static void requireText(String value, String name) {
    if (value.isBlank()) {
      throw new IllegalArgumentException(name + " is empty");
    }
  }
}
