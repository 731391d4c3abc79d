package org.albumen.worker.generate;

import java.nio.file.Path;
import org.albumen.common.event.NetworkUse;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.recipe.GenerateRecipe;
import org.albumen.worker.budget.Budget.Reservation;
import org.albumen.worker.budget.Budgets;
import org.albumen.worker.budget.Need;

/**
 * Reserves what an image needs before it is drawn, and waits until it can. Networks that need more
 * than there is are {@code MEMORY_EXCEEDED}. Safe for use by several threads.
 */
public final class BudgetedGenerator implements Generator {
  private final Generator generator;
  private final Budgets budgets;

  /**
   * @param generator closed with this
   */
  public BudgetedGenerator(Generator generator, Budgets budgets) {
    this.generator = generator;
    this.budgets = budgets;
  }

  @Override
  public NetworkUse network(GenerateRecipe recipe) throws AlbumenException {
    return generator.network(recipe);
  }

  @Override
  public Need need(GenerateRecipe recipe) throws AlbumenException {
    return generator.need(recipe);
  }

  @Override
  @SuppressWarnings("try") // held, not used
  public Generated generate(GenerateRecipe recipe, long seed, Path result)
      throws AlbumenException, InterruptedException {
    try (Reservation held = budgets.reserve(generator.need(recipe))) {
      return generator.generate(recipe, seed, result);
    }
  }

  @Override
  public void close() {
    generator.close();
  }
}
