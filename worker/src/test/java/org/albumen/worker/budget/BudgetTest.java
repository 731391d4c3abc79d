package org.albumen.worker.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.worker.budget.Budget.Reservation;
import org.albumen.worker.fake.Eventually;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class BudgetTest {
  private static final long KIB = 1 << 10;

  private final Budget budget = new Budget("test", 100 * KIB, "raise the setting");
  private final ExecutorService jobs = Executors.newCachedThreadPool();

  @AfterEach
  void stop() {
    jobs.shutdownNow();
  }

  @Test
  void whatIsReservedIsGivenBack() throws Exception {
    // When
    try (Reservation one = budget.reserve(60 * KIB);
        Reservation other = budget.reserve(40 * KIB)) {
      // Then
      assertThat(List.of(one, other)).doesNotContainNull();
      assertThat(budget.reserved()).isEqualTo(100 * KIB);
    }
    assertThat(budget.reserved()).isZero();
    assertThat(budget.waits()).isZero();
  }

  @Test
  void moreThanThereIsAtAllIsAPermanentFailureThatSaysHowMuch() {
    assertThatThrownBy(() -> budget.reserve(100 * KIB + 1))
        .isInstanceOfSatisfying(
            AlbumenException.class,
            e -> {
              assertThat(e.code()).isEqualTo(FailureCode.MEMORY_EXCEEDED);
              assertThat(e.code().kind().name()).isEqualTo("PERMANENT");
            })
        .hasMessageContainingAll("102,401", "102,400", "test", "raise the setting");
    assertThat(budget.reserved()).isZero();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 1023, 1024, 1025, 1_000_000_007L})
  void allThatIsAllowedFits(long allowed) throws Exception {
    // Given
    Budget odd = new Budget("odd", allowed, "");
    // When
    odd.reserve(allowed).close();
    // Then
    odd.reserve(allowed).close();
    assertThat(odd.reserved()).isZero();
  }

  @Test
  void whoNeedsMoreThanIsLeftWaitsUntilItIsGivenBack() throws Exception {
    // Given
    Reservation first = budget.reserve(60 * KIB);
    Future<Reservation> second = jobs.submit(() -> budget.reserve(50 * KIB));
    Eventually.until("one waits", () -> budget.waiting() == 1);
    assertThat(budget.reserved()).isEqualTo(60 * KIB);
    // When
    first.close();
    // Then
    try (Reservation reserved = second.get()) {
      assertThat(reserved).isNotNull();
      assertThat(budget.reserved()).isEqualTo(50 * KIB);
      assertThat(budget.waiting()).isZero();
      assertThat(budget.waits()).isEqualTo(1);
      assertThat(budget.waitedNanos()).isPositive();
    }
  }

  @Test
  void aSmallJobDoesNotOvertakeALargeOne() throws Exception {
    // Given a large one that waits, and a small one behind it for which there is room
    Reservation running = budget.reserve(60 * KIB);
    List<String> order = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch done = new CountDownLatch(1);
    Future<?> large = jobs.submit(() -> hold("large", 90 * KIB, order, done));
    Eventually.until("the large one waits", () -> budget.waiting() == 1);
    Future<?> small = jobs.submit(() -> hold("small", 20 * KIB, order, done));
    Eventually.until("the small one waits too", () -> budget.waiting() == 2);
    // When
    running.close();
    Eventually.until("the large one goes on", () -> order.contains("large"));
    assertThat(budget.waiting()).isEqualTo(1);
    done.countDown();
    large.get();
    small.get();
    // Then
    assertThat(order).containsExactly("large", "small");
    assertThat(budget.reserved()).isZero();
  }

  @Test
  void oneThatIsInterruptedReservesNothingAndLetsOthersPass() throws Exception {
    // Given
    Reservation running = budget.reserve(60 * KIB);
    Future<Reservation> large = jobs.submit(() -> budget.reserve(90 * KIB));
    Eventually.until("the large one waits", () -> budget.waiting() == 1);
    Future<Reservation> small = jobs.submit(() -> budget.reserve(20 * KIB));
    Eventually.until("the small one waits too", () -> budget.waiting() == 2);
    // When
    large.cancel(true);
    // Then
    small.get().close();
    assertThat(budget.waiting()).isZero();
    assertThat(budget.reserved()).isEqualTo(60 * KIB);
    running.close();
    budget.reserve(100 * KIB).close();
  }

  @Test
  void withoutALimitNobodyWaits() throws Exception {
    // Given
    Budget unlimited = new Budget("all", Budget.UNLIMITED, "");
    // When
    try (Reservation one = unlimited.reserve(Long.MAX_VALUE / 2);
        Reservation other = unlimited.reserve(Long.MAX_VALUE / 2)) {
      // Then
      assertThat(List.of(one, other)).doesNotContainNull();
      assertThat(unlimited.reserved()).isEqualTo(Long.MAX_VALUE - 1);
    }
  }

  private Void hold(String name, long bytes, List<String> order, CountDownLatch done)
      throws Exception {
    try (Reservation reserved = budget.reserve(bytes)) {
      assertThat(reserved).isNotNull();
      order.add(name);
      done.await();
      return null;
    }
  }
}
