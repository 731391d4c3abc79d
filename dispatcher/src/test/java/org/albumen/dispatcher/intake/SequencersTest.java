package org.albumen.dispatcher.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.albumen.common.job.ObjectSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SequencersTest {
  private final Sequencers sequencers = new Sequencers();

  @ParameterizedTest
  @CsvSource({
    "0055AED6DCD90281E5, 0055AED6DCD90281E6, -1",
    "A, a, 0",
    "0A, A, 0",
    "A, 0B, -1",
    "10, F, 1",
    "100, 0FF, 1"
  })
  void theyAreComparedAsNumbers(String one, String other, int expected) {
    assertThat(Integer.signum(Sequencers.compare(one, other))).isEqualTo(expected);
    assertThat(Integer.signum(Sequencers.compare(other, one))).isEqualTo(-expected);
  }

  @Test
  void anEventWithoutAnOrderIsAlwaysLater() {
    assertThat(sequencers.isLater(0, change("a", null))).isTrue();
    assertThat(sequencers.isLater(0, change("a", "no number"))).isTrue();
    assertThat(sequencers.isLater(0, change("a", "0A"))).isTrue();
    assertThat(sequencers.isLater(0, change("a", null))).isTrue();
    assertThat(sequencers.isLater(0, change("a", "09"))).isFalse();
  }

  @Test
  void theKeyThatWasNotSeenForTheLongestTimeIsForgotten() {
    // Given
    assertThat(sequencers.isLater(0, change("seen again", "0B"))).isTrue();
    assertThat(sequencers.isLater(0, change("not seen again", "0B"))).isTrue();
    assertThat(sequencers.isLater(0, change("seen again", "0A"))).isFalse();

    // When
    for (int i = 0; i < Sequencers.MOST - 1; i++) {
      assertThat(sequencers.isLater(0, change("key " + i, "0B"))).isTrue();
    }

    // Then
    assertThat(sequencers.isLater(0, change("seen again", "0A"))).isFalse();
    assertThat(sequencers.isLater(0, change("not seen again", "0A"))).isTrue();
  }

  private static Change change(String key, @Nullable String sequencer) {
    return new Change(ObjectSource.of("scans", key), true, false, sequencer, Instant.EPOCH);
  }
}
