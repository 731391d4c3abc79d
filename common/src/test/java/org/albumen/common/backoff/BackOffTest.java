package org.albumen.common.backoff;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackOffTest {
  private final BackOff pause = new BackOff(Duration.ofMillis(100), Duration.ofMillis(1000));

  @ParameterizedTest
  @CsvSource({"1, 50, 150", "2, 100, 300", "3, 200, 600", "5, 500, 1000", "100000, 500, 1000"})
  void aPauseDoublesUpToTheLongestAndIsSpreadByHalf(int failures, long least, long most) {
    for (int i = 0; i < 200; i++) {
      assertThat(pause.after(failures).toMillis()).isBetween(least, most);
    }
  }

  @Test
  void twoOfAFleetDoNotWaitEquallyLong() {
    assertThat(IntStream.range(0, 50).mapToObj(i -> pause.after(3)).distinct())
        .hasSizeGreaterThan(10);
  }
}
