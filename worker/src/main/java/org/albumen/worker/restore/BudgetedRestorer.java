package org.albumen.worker.restore;

import java.nio.file.Path;
import java.util.List;
import java.util.function.DoubleConsumer;
import org.albumen.common.event.NetworkUse;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.recipe.ImageFormat;
import org.albumen.common.recipe.RestoreRecipe;
import org.albumen.worker.budget.Budget.Reservation;
import org.albumen.worker.budget.Budgets;
import org.albumen.worker.budget.Need;

/**
 * Reserves what a photograph needs before it is decoded, and waits until it can. Photographs that
 * need more than there is are {@code MEMORY_EXCEEDED}. Safe for use by several threads.
 */
public final class BudgetedRestorer implements Restorer {
  private final Restorer restorer;
  private final Budgets budgets;

  /**
   * @param restorer closed with this
   */
  public BudgetedRestorer(Restorer restorer, Budgets budgets) {
    this.restorer = restorer;
    this.budgets = budgets;
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
  @SuppressWarnings("try") // held, not used
  public Restored restore(
      RestoreRecipe recipe,
      Path source,
      Outputs outputs,
      ImageFormat format,
      DoubleConsumer progress)
      throws AlbumenException, InterruptedException {
    try (Reservation held = budgets.reserve(restorer.need(recipe, source))) {
      return restorer.restore(recipe, source, outputs, format, progress);
    }
  }

  @Override
  public void close() {
    restorer.close();
  }
}
