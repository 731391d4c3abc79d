package org.albumen.common.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CancelledBatchesTest {
  private static final long NOW = 1_800_000_000_000L;
  private static final long OLD = NOW - CancelledBatches.KEPT.plusSeconds(1).toMillis();

  private final CancelledBatches batches = new CancelledBatches();

  @Test
  void aBatchIsCancelledUntilTheOrderIsTakenBack() {
    // Given
    batches.add("a", NOW, NOW);
    assertThat(batches.contains("a")).isTrue();
    assertThat(batches.contains("b")).isFalse();
    // When
    batches.remove("a");
    // Then
    assertThat(batches.contains("a")).isFalse();
  }

  @Test
  void anOldOrderIsOfNoMoreUse() {
    // When
    batches.add("old", OLD, NOW);
    // Then
    assertThat(batches.contains("old")).isFalse();
  }

  @Test
  void whatHasBecomeOldIsDroppedWithTheNextOrder() {
    // Given
    batches.add("first", NOW, NOW);
    batches.add("second", NOW + 1, NOW + 1);
    // When
    long later = NOW + 1 + CancelledBatches.KEPT.toMillis();
    batches.add("third", later, later);
    // Then
    assertThat(batches.contains("first")).isFalse();
    assertThat(batches.contains("second")).isTrue();
    assertThat(batches.contains("third")).isTrue();
  }

  @Test
  void anOrderThatIsGivenAgainBeginsAnew() {
    // Given
    batches.add("a", NOW, NOW);
    long later = NOW + Duration.ofDays(20).toMillis();
    batches.add("a", later, later);
    // When
    long last = NOW + Duration.ofDays(40).toMillis();
    batches.add("b", last, last);
    // Then
    assertThat(batches.contains("a")).isTrue();
    assertThat(batches.size()).isEqualTo(2);
  }

  @Test
  void ofTooManyTheOldestGo() {
    // When
    for (int i = 0; i <= CancelledBatches.MOST; i++) {
      batches.add("batch-" + i, NOW, NOW);
    }
    // Then
    assertThat(batches.size()).isEqualTo(CancelledBatches.MOST);
    assertThat(batches.contains("batch-0")).isFalse();
    assertThat(batches.contains("batch-1")).isTrue();
  }
}
