package org.albumen.dispatcher;

import java.util.Optional;
import org.albumen.common.failure.AlbumenException;
import org.albumen.dispatcher.submission.LearnedCost;
import org.albumen.dispatcher.view.BatchView;
import org.albumen.dispatcher.view.Batches;

/** What jobs of a recipe took in the mean, over the latest batches. */
final class MeanCost implements LearnedCost {
  private static final int LATEST = 1_000;

  private final Batches batches;

  MeanCost(Batches batches) {
    this.batches = batches;
  }

  @Override
  public Optional<Double> gpuSecondsPerJob(String recipe) {
    double seconds = 0;
    long made = 0;
    try {
      for (BatchView batch : batches.batches(null, null, LATEST).items()) {
        if (recipe.equals(batch.recipe())) {
          seconds += batch.gpuSeconds();
          made += batch.succeeded() - batch.reused();
        }
      }
    } catch (AlbumenException e) {
      return Optional.empty(); // a count without costs is better than none
    }
    return made == 0 ? Optional.empty() : Optional.of(seconds / made);
  }
}
