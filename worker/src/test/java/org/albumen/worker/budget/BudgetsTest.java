package org.albumen.worker.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.albumen.common.config.AlbumenConfig;
import org.albumen.common.config.ConfigLoader;
import org.albumen.common.failure.AlbumenException;
import org.albumen.worker.budget.Budget.Reservation;
import org.albumen.worker.fake.Eventually;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BudgetsTest {
  private static final long KIB = 1 << 10;
  private static final long GIB = 1L << 30;

  private final Budgets budgets =
      new Budgets(
          new Budget("process", 100 * KIB, ""),
          new Budget("heap", 50 * KIB, ""),
          new Budget("device", 10 * KIB, ""));

  @Test
  void aJobHasAllOfThemOrNone() throws Exception {
    try (Reservation held = budgets.reserve(new Need(60 * KIB, 20 * KIB, 5 * KIB))) {
      assertThat(held).isNotNull();
      assertThat(budgets.all())
          .extracting(Budget::reserved)
          .containsExactly(60 * KIB, 20 * KIB, 5 * KIB);
    }
    assertThat(budgets.all()).extracting(Budget::reserved).containsOnly(0L);
    assertThatThrownBy(() -> budgets.reserve(new Need(1, 51 * KIB, 0)))
        .isInstanceOf(AlbumenException.class)
        .hasMessageContaining("heap");
    assertThatThrownBy(() -> budgets.reserve(new Need(1, 1, 11 * KIB)))
        .isInstanceOf(AlbumenException.class)
        .hasMessageContaining("device");
    assertThat(budgets.all()).extracting(Budget::reserved).containsOnly(0L);
  }

  @Test
  void oneThatIsInterruptedAtTheLastGivesBackTheFirst() throws Exception {
    // Given
    ExecutorService jobs = Executors.newSingleThreadExecutor();
    try (Reservation held = budgets.reserve(new Need(0, 0, 10 * KIB))) {
      assertThat(held).isNotNull();
      Future<Reservation> waiting =
          jobs.submit(() -> budgets.reserve(new Need(60 * KIB, 20 * KIB, 1)));
      Eventually.until("it waits", () -> budgets.device().waiting() == 1);
      assertThat(budgets.memory().reserved()).isEqualTo(60 * KIB);
      // When
      waiting.cancel(true);
      // Then
      Eventually.until(
          "nothing is reserved",
          () -> budgets.memory().reserved() == 0 && budgets.heap().reserved() == 0);
    } finally {
      jobs.shutdownNow();
    }
  }

  @Test
  void settingsCountAndElseTheMachineDoes() throws Exception {
    // Given
    AlbumenConfig.Worker given =
        settings("albumen.worker.memory", "1000", "albumen.worker.device-memory", "77");
    AlbumenConfig.Worker none = settings("albumen.worker.lanes", "1");
    // Then
    Budgets set = Budgets.of(given, OptionalLong.of(16 * GIB));
    assertThat(set.memory().allowed()).isEqualTo(1000);
    assertThat(set.device().allowed()).isEqualTo(77);
    assertThat(Budgets.of(none, OptionalLong.of(16 * GIB)).device().allowed()).isEqualTo(14 * GIB);
    assertThat(Budgets.of(none, OptionalLong.of(3 * GIB)).device().allowed())
        .isEqualTo(3 * GIB / 2);
    Budgets processor = Budgets.of(none, OptionalLong.empty());
    assertThat(processor.device().isUnlimited()).isTrue();
    assertThat(processor.memory().allowed()).isGreaterThan(256L << 20);
    assertThat(processor.heap().allowed()).isLessThan(Runtime.getRuntime().maxMemory());
  }

  private static AlbumenConfig.Worker settings(String... pairs) throws AlbumenException {
    return ConfigLoader.load(
            null,
            pairs.length == 2
                ? Map.of(pairs[0], pairs[1])
                : Map.of(pairs[0], pairs[1], pairs[2], pairs[3]))
        .worker();
  }
}
