package org.albumen.worker.restore;

import java.nio.file.Path;
import java.util.List;
import java.util.function.DoubleConsumer;
import org.albumen.common.event.NetworkUse;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.recipe.ImageFormat;
import org.albumen.common.recipe.RestoreRecipe;
import org.albumen.worker.budget.Need;
import org.albumen.worker.guard.Stage;
import org.albumen.worker.guard.TimeLimits;

/**
 * Ends a restoration that takes longer than it may. To be put inside the budgets: waiting for
 * memory is no part of the work. Safe for use by several threads.
 */
public final class LimitedRestorer implements Restorer {
  private final Restorer restorer;
  private final TimeLimits limits;

  /**
   * @param restorer closed with this
   */
  public LimitedRestorer(Restorer restorer, TimeLimits limits) {
    this.restorer = restorer;
    this.limits = limits;
  }

  @Override
  public List<NetworkUse> networks(RestoreRecipe recipe) throws AlbumenException {
    return restorer.networks(recipe);
  }

  @Override
  public Need need(RestoreRecipe recipe, Path source)
      throws AlbumenException, InterruptedException {
    return restorer.need(recipe, source);
  }

  @Override
  public Restored restore(
      RestoreRecipe recipe,
      Path source,
      Outputs outputs,
      ImageFormat format,
      DoubleConsumer progress)
      throws AlbumenException, InterruptedException {
    return limits.within(
        Stage.MAKE, () -> restorer.restore(recipe, source, outputs, format, progress));
  }

  @Override
  public void close() {
    restorer.close();
  }
}
