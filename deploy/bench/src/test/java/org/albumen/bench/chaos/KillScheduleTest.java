package org.albumen.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.albumen.bench.chaos.KillSchedule.Strike;
import org.junit.jupiter.api.Test;

class KillScheduleTest {
  private static final Duration EVERY = Duration.ofSeconds(10);
  private static final List<String> WORKERS = List.of("a", "b", "c");

  @Test
  void aSeedGivesTheSameStrikes() {
    assertThat(strikes(7)).isEqualTo(strikes(7)).isNotEqualTo(strikes(8));
  }

  @Test
  void thereIsOneAtEachTick() {
    assertThat(strikes(7)).extracting(Strike::at).startsWith(EVERY, EVERY.multipliedBy(2));
  }

  @Test
  void everybodyIsHitSoonerOrLater() {
    assertThat(strikes(7).stream().map(strike -> strike.among(WORKERS)).collect(Collectors.toSet()))
        .containsExactlyInAnyOrderElementsOf(WORKERS);
  }

  @Test
  void someAreGentleButNotTheFirst() {
    List<Strike> all = strikes(7);
    assertThat(all.stream().filter(Strike::gentle).count()).isBetween(10L, 40L);
    for (long seed = 0; seed < 50; seed++) {
      assertThat(strikes(seed).get(0).gentle()).isFalse();
    }
  }

  private static List<Strike> strikes(long seed) {
    return Stream.generate(new KillSchedule(EVERY, seed)::next).limit(100).toList();
  }
}
