package org.albumen.common.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;

class ExitCodesTest {
  private final StringWriter printed = new StringWriter();
  private final PrintWriter err = new PrintWriter(printed);

  @Test
  void aFailureIsOneLineWithItsCode() {
    // When
    int exit =
        ExitCodes.report(
            new AlbumenException(FailureCode.KAFKA_UNAVAILABLE, "no broker\nanswers"), err);
    // Then
    assertThat(exit).isEqualTo(69);
    assertThat(printed).hasToString("albumen: KAFKA_UNAVAILABLE: no broker answers\n");
  }

  @Test
  void aWrappedFailureCountsAsItself() {
    // Given
    AlbumenException failure = new AlbumenException(FailureCode.BAD_ARGUMENT, "no such pool");
    // When
    int exit = ExitCodes.report(new IllegalStateException("wrapped", failure), err);
    // Then
    assertThat(exit).isEqualTo(64);
    assertThat(printed).hasToString("albumen: BAD_ARGUMENT: no such pool\n");
  }

  @Test
  void aDefectIsOneLineToo() {
    // When
    int exit =
        ExitCodes.report(
            new UncheckedIOException("first\nsecond", new java.io.IOException("x")), err);
    // Then
    assertThat(exit).isEqualTo(1);
    assertThat(printed.toString()).startsWith("albumen: UNEXPECTED: ").hasLineCount(1);
  }

  @Test
  void whatANameSmugglesInIsNotSentToTheTerminal() {
    // When
    ExitCodes.report(
        new AlbumenException(FailureCode.SOURCE_NOT_FOUND, "s3://b/\u001b[2J\u009bÄ😀"), err);
    // Then
    assertThat(printed).hasToString("albumen: SOURCE_NOT_FOUND: s3://b/?[2J?Ä😀\n");
  }
}
