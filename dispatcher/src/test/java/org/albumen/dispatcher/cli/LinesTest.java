package org.albumen.dispatcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.albumen.common.terminal.Columns;
import org.junit.jupiter.api.Test;

class LinesTest {
  @Test
  void aLongTextStandsBesideItsHead() {
    assertThat(new Lines("40").beside("head  ", "one two three four five six seven eight nine"))
        .containsExactly("head  one two three four five six seven", "      eight nine");
  }

  @Test
  void wideCharactersTakeTheirColumns() {
    assertThat(new Lines("30").beside("", "写真".repeat(20)))
        .hasSize(3)
        .allMatch(line -> Columns.of(line) <= 30);
  }

  @Test
  void whatMovesTheCursorIsNotPrinted() {
    assertThat(new Lines(null).beside("a\u001b[2J", "b\r\nc\u009b2J"))
        .containsExactly("a?[2Jb??c?2J");
  }

  @Test
  void norAsJson() {
    assertThat(Lines.json(Map.of("a", "\u001b[2J\u009b2J\u007f\u2028é")))
        .isEqualTo("{\"a\":\"\\u001B[2J\\u009b2J\\u007f\\u2028é\"}");
  }
}
