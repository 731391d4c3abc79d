package org.albumen.worker.generate;

import java.nio.file.Path;
import org.albumen.common.event.NetworkUse;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.recipe.GenerateRecipe;
import org.albumen.worker.budget.Need;
import org.albumen.worker.guard.Stage;
import org.albumen.worker.guard.TimeLimits;

/**
 * Ends the drawing of an image that takes longer than it may. To be put inside the budgets: waiting
 * for memory is no part of the work. Safe for use by several threads.
 */
public final class LimitedGenerator implements Generator {
  private final Generator generator;
  private final TimeLimits limits;

  /**
   * @param generator closed with this
   */
  public LimitedGenerator(Generator generator, TimeLimits limits) {
    this.generator = generator;
    this.limits = limits;
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
  public Generated generate(GenerateRecipe recipe, long seed, Path result)
      throws AlbumenException, InterruptedException {
    return limits.within(Stage.MAKE, () -> generator.generate(recipe, seed, result));
  }

  @Override
  public void close() {
    generator.close();
  }
}
