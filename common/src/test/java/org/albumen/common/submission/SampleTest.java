package org.albumen.common.submission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SampleTest {
  @Test
  void withoutBoundsEverythingIsTaken() {
    assertThat(taken(Sample.ALL)).hasSize(20);
    assertThat(Sample.ALL.full(Long.MAX_VALUE)).isFalse();
  }

  @Test
  void theFirstOfEverySoManyIsTaken() {
    assertThat(taken(new Sample(6L, null))).containsExactly(0L, 6L, 12L, 18L);
  }

  @Test
  void noMoreThanTheFirstFewAreTaken() {
    assertThat(taken(new Sample(null, 3L))).containsExactly(0L, 1L, 2L);
    assertThat(taken(new Sample(6L, 3L))).containsExactly(0L, 6L, 12L);
  }

  @Test
  void itIsFullWhenThereAreAsManyJobs() {
    assertThat(new Sample(6L, 3L).full(2)).isFalse();
    assertThat(new Sample(6L, 3L).full(3)).isTrue();
  }

  private static List<Long> taken(Sample sample) {
    return LongStream.range(0, 20).filter(sample::takes).boxed().toList();
  }
}
