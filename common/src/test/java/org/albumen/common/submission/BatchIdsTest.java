package org.albumen.common.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchIdsTest {
  private final Random random = new Random(1);

  @Test
  void aNewNameTellsItsTime() {
    // When
    String id = BatchIds.next(Instant.parse("2026-11-22T14:15:30.9Z"), random);
    // Then
    assertThat(id).matches("20261122-141530-[a-km-np-z2-9]{4}");
    assertThat(BatchIds.checked(id)).isEqualTo(id);
  }

  @Test
  void namesSortByTimeAndDifferWithinASecond() {
    // Given
    Instant now = Instant.parse("2026-12-31T23:59:59Z");
    Set<String> names = new HashSet<>();
    // When
    for (int i = 0; i < 100; i++) {
      names.add(BatchIds.next(now, random));
    }
    // Then
    assertThat(names).hasSizeGreaterThan(98);
    assertThat(BatchIds.next(now.plusSeconds(1), random)).isGreaterThan(names.iterator().next());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "-x", "a b", "a/b", "../x", "ü", "a\nb"})
  void whatIsNoNameIsRefused(String id) {
    assertThatIllegalArgumentException().isThrownBy(() -> BatchIds.checked(id));
  }

  @Test
  void aNameHasAtMostAHundredCharacters() {
    assertThat(BatchIds.checked("x".repeat(100))).hasSize(100);
    assertThatIllegalArgumentException().isThrownBy(() -> BatchIds.checked("x".repeat(101)));
  }
}
