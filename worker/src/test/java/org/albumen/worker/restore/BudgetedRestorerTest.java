package org.albumen.worker.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleConsumer;
import org.albumen.common.event.NetworkUse;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.recipe.ImageFormat;
import org.albumen.common.recipe.RecipeBook;
import org.albumen.common.recipe.RestoreRecipe;
import org.albumen.worker.budget.Budget;
import org.albumen.worker.budget.Budgets;
import org.albumen.worker.budget.Need;
import org.albumen.worker.restore.Restorer.Outputs;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BudgetedRestorerTest {
  private static final long KIB = 1 << 10;
  private static final Path SOURCE = Path.of("source");
  private static final Outputs OUTPUTS = new Outputs(Path.of("result"), Path.of("mask"));

  private final Budgets budgets =
      new Budgets(
          new Budget("process", 100 * KIB, ""),
          new Budget("heap", 100 * KIB, ""),
          new Budget("device", Budget.UNLIMITED, ""));
  private final List<Long> held = new ArrayList<>();
  private final RestoreRecipe recipe = recipe();

  @Test
  void whatIsNeededIsReservedWhileAPhotographIsRestored() throws Exception {
    // Given
    Restorer restorer = new BudgetedRestorer(new Needing(new Need(60 * KIB, 1, 0), null), budgets);
    // When
    restorer.restore(recipe, SOURCE, OUTPUTS, ImageFormat.PNG, part -> {});
    // Then
    assertThat(held).containsExactly(60 * KIB);
    assertThat(budgets.memory().reserved()).isZero();
  }

  @Test
  void whatFailsIsGivenBackToo() {
    // Given
    AlbumenException failure = new AlbumenException(FailureCode.OUTPUT_INVALID, "blank");
    Restorer restorer =
        new BudgetedRestorer(new Needing(new Need(60 * KIB, 1, 0), failure), budgets);
    // When, then
    assertThatThrownBy(() -> restorer.restore(recipe, SOURCE, OUTPUTS, ImageFormat.PNG, part -> {}))
        .isSameAs(failure);
    assertThat(budgets.memory().reserved()).isZero();
  }

  @Test
  void whatIsTooLargeIsNotBegun() {
    // Given
    Restorer restorer = new BudgetedRestorer(new Needing(new Need(101 * KIB, 1, 0), null), budgets);
    // When, then
    assertThatThrownBy(() -> restorer.restore(recipe, SOURCE, OUTPUTS, ImageFormat.PNG, part -> {}))
        .isInstanceOfSatisfying(
            AlbumenException.class,
            e -> assertThat(e.code()).isEqualTo(FailureCode.MEMORY_EXCEEDED));
    assertThat(held).isEmpty();
  }

  private static RestoreRecipe recipe() {
    return (RestoreRecipe)
        RecipeBook.builtIn().all().stream()
            .filter(RestoreRecipe.class::isInstance)
            .findFirst()
            .orElseThrow();
  }

  /** Needs so much, and tells what is reserved while it works. */
  private final class Needing implements Restorer {
    private final Need need;
    private final @Nullable AlbumenException failure;

    private Needing(Need need, @Nullable AlbumenException failure) {
      this.need = need;
      this.failure = failure;
    }

    @Override
    public List<NetworkUse> networks(RestoreRecipe used) {
      return List.of();
    }

    @Override
    public Need need(RestoreRecipe used, Path source) {
      return need;
    }

    @Override
    public Restored restore(
        RestoreRecipe used,
        Path source,
        Outputs outputs,
        ImageFormat format,
        DoubleConsumer progress)
        throws AlbumenException {
      held.add(budgets.memory().reserved());
      if (failure != null) {
        throw failure;
      }
      return new Restored(1, 1, 1, 1, null, null, List.of(), null, null, false, 0, 0, 0);
    }

    @Override
    public void close() {}
  }
}
