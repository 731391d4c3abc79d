package org.albumen.dispatcher.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.albumen.common.failure.AlbumenException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SinceTest {
  private static final Instant NOW = Instant.parse("2026-11-28T14:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "90s, 2026-11-28T13:58:30Z",
    "30m, 2026-11-28T13:30:00Z",
    "2h, 2026-11-28T12:00:00Z",
    "7d, 2026-11-21T14:00:00Z",
    "PT2H, 2026-11-28T12:00:00Z",
    "P1D, 2026-11-27T14:00:00Z",
    "2026-11-01T00:00:00Z, 2026-11-01T00:00:00Z"
  })
  void aDurationIsThatLongAgo(String text, Instant then) throws Exception {
    assertThat(Since.parse("--since", text, NOW)).isEqualTo(then);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "2", "h", "yesterday", "2026-11-28", "P", "-2h"})
  void whatIsNeitherIsNamed(String text) {
    assertThatThrownBy(() -> Since.parse("--since", text, NOW))
        .isInstanceOf(AlbumenException.class)
        .hasMessageContaining("--since '" + text + "'");
  }
}
