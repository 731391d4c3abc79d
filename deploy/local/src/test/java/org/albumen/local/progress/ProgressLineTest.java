package org.albumen.local.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.albumen.common.terminal.Glyphs;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8);

  @Test
  void aLogGetsOneLineForEachPhotographAndNoEscapeSequence() {
    // Given
    ProgressLine line = new ProgressLine(out, 2, false, Glyphs.ASCII);
    // When
    line.working("a.jpg", 0.5, "tile 1 of 2");
    line.restored("a.jpg", "3.1 s");
    line.failed("b.jpg", "NOT_AN_IMAGE", "not an image");
    line.close();
    // Then
    assertThat(text().lines())
        .startsWith("1/2 restored a.jpg, 3.1 s", "2/2 failed b.jpg, NOT_AN_IMAGE: not an image")
        .hasSize(3)
        .last()
        .asString()
        .startsWith("2 of 2 photographs, in 0:00, 1 failed");
    assertThat(text()).doesNotContain("\u001b", "\r");
  }

  @Test
  void aTerminalKeepsFailuresAndEndsOnALineOfItsOwn() {
    // Given
    ProgressLine line = new ProgressLine(out, 2, true, Glyphs.UNICODE);
    // When
    line.restored("a.jpg", "3.1 s");
    line.failed("b.jpg", "NOT_AN_IMAGE", "not an image");
    line.close();
    line.close();
    // Then
    String[] lines = text().split("\n", -1);
    assertThat(lines).hasSize(3);
    assertThat(lines[0]).endsWith("\rfailed b.jpg · NOT_AN_IMAGE: not an image\u001b[K");
    assertThat(lines[1]).contains("2/2").startsWith("\r");
    assertThat(lines[2]).isEmpty();
  }

  @Test
  void morePhotographsThanExpectedRaiseTheTotal() {
    // Given
    ProgressLine line = new ProgressLine(out, 0, false, Glyphs.ASCII);
    // When
    line.restored("a.jpg", "1 s");
    line.expect(3);
    line.restored("b.jpg", "1 s");
    line.close();
    // Then
    assertThat(text()).contains("1/1 restored a.jpg", "2/3 restored b.jpg");
  }

  private String text() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
