package org.albumen.local.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.albumen.common.terminal.Columns;
import org.albumen.common.terminal.Glyphs;
import org.albumen.common.terminal.Pace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ProgressTextTest {
  private static final Progress MIDDLE =
      new Progress(6, 3, 1, 0.5, Duration.ofSeconds(35), "写真 Großmutter.jpg · tile 12 of 40");

  @ParameterizedTest
  @EnumSource(Glyphs.class)
  void aLineFitsEveryWidth(Glyphs glyphs) {
    assertThat(IntStream.rangeClosed(10, 200))
        .allSatisfy(
            width -> {
              String line = ProgressText.render(MIDDLE, width, glyphs);
              assertThat(Columns.of(line)).isBetween(1, width);
              assertThat(line).contains("3/6").doesNotContain("\n");
            });
  }

  @Test
  void aWideLineSaysEverything() {
    assertThat(ProgressText.render(MIDDLE, 120, Glyphs.UNICODE))
        .isEqualTo(
            "▕"
                + "█".repeat(17)
                + "▌"
                + " ".repeat(12)
                + "▏ 3/6  ETA 0:25  1 failed  10.0 s/image  写真 Großmutter.jpg · tile 12 of 40");
  }

  @Test
  void whatMattersLessGoesFirst() {
    assertThat(ProgressText.render(MIDDLE, 50, Glyphs.ASCII)).contains("ETA 0:25", "s/image");
    assertThat(ProgressText.render(MIDDLE, 36, Glyphs.ASCII))
        .contains("ETA 0:25", "1 failed")
        .doesNotContain("s/image");
    assertThat(ProgressText.render(MIDDLE, 23, Glyphs.ASCII))
        .contains("ETA 0:25")
        .doesNotContain("failed");
    assertThat(ProgressText.render(MIDDLE, 12, Glyphs.ASCII)).isEqualTo("[###...] 3/6");
  }

  @Test
  void asciiHasNothingElse() {
    assertThat(ProgressText.render(MIDDLE, 120, Glyphs.ASCII))
        .matches("[\\x20-\\x7e]+")
        .contains("Gro?mutter.jpg");
  }

  @Test
  void nothingDoneYetPromisesNothing() {
    Progress start = new Progress(6, 0, 0, 0, Duration.ofSeconds(20), "loading networks");
    assertThat(ProgressText.render(start, 80, Glyphs.ASCII))
        .contains("0/6", "ETA -:--", "loading networks")
        .doesNotContain("image", "Infinity", "NaN");
  }

  @Test
  void anUnknownTotalIsNoDivisionByZero() {
    Progress unknown = new Progress(0, 0, 0, 0, Duration.ZERO, "listing");
    assertThat(ProgressText.render(unknown, 80, Glyphs.ASCII)).contains("0/0", "ETA -:--");
  }

  @Test
  void theEndTellsTheTimeItTook() {
    Progress end = new Progress(6, 6, 0, 0, Duration.ofSeconds(83), "");
    assertThat(ProgressText.render(end, 60, Glyphs.ASCII))
        .contains("[#####", "#] 6/6", "in 1:23", "13.8 s/image")
        .doesNotContain("ETA", "failed");
  }

  @Test
  void tilesMoveTheBar() {
    // Given
    Progress before = new Progress(2, 0, 0, 0.25, Duration.ofSeconds(10), "");
    Progress after = new Progress(2, 0, 0, 0.75, Duration.ofSeconds(30), "");
    // When
    String first = ProgressText.render(before, 60, Glyphs.UNICODE);
    String second = ProgressText.render(after, 60, Glyphs.UNICODE);
    // Then
    assertThat(filled(second)).isGreaterThan(filled(first));
    assertThat(first).contains("0/2", "ETA 1:10");
    assertThat(second).contains("0/2", "ETA 0:50");
  }

  @Test
  void aFileNameCannotCommandTheTerminal() {
    Progress hostile =
        new Progress(1, 0, 0, 0, Duration.ZERO, "a\u001b[2Jb\r\n\u202egpj.jpg\u0007");
    assertThat(ProgressText.render(hostile, 120, Glyphs.UNICODE)).endsWith("a?[2Jb???gpj.jpg?");
    assertThat(ProgressText.plain(hostile, Glyphs.UNICODE)).endsWith("a?[2Jb???gpj.jpg?");
  }

  @Test
  void aLogLineIsASentence() {
    assertThat(ProgressText.plain(MIDDLE, Glyphs.UNICODE))
        .isEqualTo(
            "3 of 6 photographs, ETA 0:25, 1 failed, 10.0 s/image,"
                + " 写真 Großmutter.jpg · tile 12 of 40");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0:00",
    "7, 0:07",
    "754, 12:34",
    "3723, 1:02:03",
    "172799, 47:59:59",
    "273600, 3 d 4 h"
  })
  void clocksAreShort(long seconds, String text) {
    assertThat(Pace.clock(Duration.ofSeconds(seconds))).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"3.24, 3.2 images/s", "1, 1.0 images/s", "0.25, 4.0 s/image", "0.005, 200 s/image"})
  void aRateIsTheLargerNumber(double perSecond, String text) {
    assertThat(Pace.rate(perSecond)).isEqualTo(text);
  }

  private static long filled(String line) {
    return line.chars().filter(c -> c == '█').count();
  }
}
