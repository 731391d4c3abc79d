package org.albumen.worker.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class DrainTest {
  private final Drain drain = new Drain();

  @Test
  void beforeItIsRequestedThereIsAllTheTimeInTheWorld() throws Exception {
    assertThat(drain.requested()).isFalse();
    assertThat(drain.nanosLeft()).isEqualTo(Long.MAX_VALUE);
    assertThat(drain.await(Duration.ofMillis(1))).isFalse();
  }

  @Test
  void theLeastGraceCounts() {
    // When
    drain.request(Duration.ofHours(1));
    long patient = drain.nanosLeft();
    drain.request(Duration.ofHours(2));
    long unchanged = drain.nanosLeft();
    drain.request(Duration.ZERO);
    // Then
    assertThat(drain.requested()).isTrue();
    assertThat(patient).isPositive();
    assertThat(unchanged).isPositive().isLessThanOrEqualTo(patient);
    assertThat(drain.nanosLeft()).isNotPositive();
  }

  @Test
  void aRequestEndsEveryWait() throws Exception {
    drain.request(Duration.ofHours(1));
    assertThat(drain.await(Duration.ofHours(1))).isTrue();
  }
}
