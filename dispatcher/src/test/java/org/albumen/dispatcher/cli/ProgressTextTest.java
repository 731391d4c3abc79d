package org.albumen.dispatcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.albumen.common.terminal.Columns;
import org.albumen.common.terminal.Glyphs;
import org.albumen.dispatcher.client.Views;
import org.albumen.dispatcher.view.BatchState;
import org.albumen.dispatcher.view.BatchView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProgressTextTest {
  private static final BatchView MIDDLE = Views.batch("b", BatchState.RUNNING, 490, 10);

  @ParameterizedTest
  @EnumSource(BatchState.class)
  void aLineFitsEveryWidth(BatchState state) {
    BatchView batch = Views.batch("b", state, 0, 0);
    for (Glyphs glyphs : Glyphs.values()) {
      assertThat(IntStream.rangeClosed(10, 200))
          .allSatisfy(
              width ->
                  assertThat(Columns.of(ProgressText.render(batch, width, glyphs)))
                      .isBetween(1, width));
    }
  }

  @Test
  void aTerminalsLineSaysEverything() {
    assertThat(ProgressText.render(MIDDLE, 79, Glyphs.ASCII))
        .isEqualTo(
            "[########........] 500/1000  ETA 1:02:03  10 failed  12.3 images/s  2 to review");
  }

  @Test
  void whatMattersLessGoesFirst() {
    assertThat(ProgressText.render(MIDDLE, 50, Glyphs.ASCII))
        .contains("ETA 1:02:03", "10 failed")
        .doesNotContain("images/s");
    assertThat(ProgressText.render(MIDDLE, 20, Glyphs.ASCII)).isEqualTo("[####.....] 500/1000");
  }

  @Test
  void aBatchThatGrowsSaysSo() {
    assertThat(
            ProgressText.render(Views.batch("b", BatchState.EXPANDING, 100, 0), 79, Glyphs.UNICODE))
        .contains(" 100/1000+  expanding");
    assertThat(ProgressText.plain(Views.batch("b", BatchState.EXPANDING, 100, 0)))
        .isEqualTo("100 of 1000 jobs, expanding, 2 to review");
  }
}
