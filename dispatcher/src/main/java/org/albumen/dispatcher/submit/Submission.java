package org.albumen.dispatcher.submit;

import static java.util.Objects.requireNonNull;

import org.albumen.common.job.Target;
import org.albumen.common.submission.BatchIds;
import org.albumen.common.topic.Topics;

/**
 * A request to use a recipe on everything that is selected.
 *
 * @param batchId see {@link BatchIds}; the same id, sources and versions give the same job ids
 * @param selection what becomes jobs
 * @param recipe {@code name@version}
 * @param target where results go
 * @param pool the class of workers that shall take the jobs
 */
public record Submission(
    String batchId, Selection selection, String recipe, Target target, String pool) {

  /**
   * @throws IllegalArgumentException naming the value that cannot be
   */
  public Submission {
    BatchIds.checked(batchId);
    requireNonNull(selection, "selection");
    requireText(recipe, "recipe");
    requireNonNull(target, "target");
    Topics.jobs(pool);
  }

  static void requireText(String value, String name) {
    if (value.isBlank()) {
      throw new IllegalArgumentException(name + " is empty");
    }
  }
}
