package org.albumen.dispatcher.backlog;

import static org.albumen.common.job.Lane.BULK;
import static org.albumen.common.job.Lane.INTERACTIVE;
import static org.albumen.dispatcher.backlog.Lists.batch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class CostsTest {
  @Test
  void ofNothingMeasuredThereIsNoEstimate() {
    assertThat(Costs.NONE.seconds("photo", BULK, 5)).isNull();
    assertThat(Costs.NONE.seconds("photo", BULK, 0)).isZero();
    assertThat(
            Costs.learned(List.of(batch("slow@1", BULK, 10, 0, 0, 0, 0))).seconds("photo", BULK, 5))
        .isNull();
  }

  @Test
  void bytesThatWaitCostWhatBytesOfTheirRecipeDid() {
    // Given: 100 jobs of 10 bytes took 1 s each; 50 of 40 bytes wait
    Costs costs =
        Costs.learned(
            List.of(
                batch("slow@1", BULK, 100, 100, 1_000, 5_000, 100),
                batch("fast@1", BULK, 100, 100, 1_000, 5_000, 1),
                batch("slow@1", BULK, 50, 0, 2_000, 0, 0)));
    // When
    Double seconds = costs.seconds("photo", BULK, 50);
    // Then
    assertThat(seconds).isCloseTo(200, within(1e-9));
  }

  @Test
  void whereBytesAreNotKnownJobsCount() {
    // Given
    Costs costs = Costs.learned(List.of(batch("slow@1", BULK, 30, 10, 0, 5_000, 20)));
    // When
    Double seconds = costs.seconds("photo", BULK, 20);
    // Then
    assertThat(seconds).isCloseTo(40, within(1e-9));
  }

  @Test
  void aLaneWithoutAKnownBatchCostsWhatJobsCostOnAverage() {
    // Given
    Costs costs =
        Costs.learned(
            List.of(
                batch("slow@1", BULK, 10, 10, 0, 100, 30),
                batch("fast@1", BULK, 30, 30, 0, 100, 10)));
    // When
    Double seconds = costs.seconds("photo", INTERACTIVE, 7);
    // Then
    assertThat(seconds).isCloseTo(7, within(1e-9));
  }
}
