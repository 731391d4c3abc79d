package org.albumen.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.albumen.common.cli.OneLineErrors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class OptionsTest {
  @ParameterizedTest
  @CsvSource({"5%, 0.05", "0.5%, 0.005", "' 12 % ', 0.12", "0%, 0", "100%, 1"})
  void aPercentageIsAShare(String text, double share) {
    assertThat(Percent.parse(text).share()).isEqualTo(share);
  }

  @ParameterizedTest
  @ValueSource(strings = {"5", "0.05", "101%", "-1%", "%", "five%", ""})
  void anythingElseIsNoPercentage(String text) {
    assertThatThrownBy(() -> Percent.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aPercentageIsShownAsItIsWritten() {
    assertThat(new Percent(0.05)).hasToString("5%");
    assertThat(new Percent(0.005)).hasToString("0.5%");
    assertThat(new Percent(1)).hasToString("100%");
    assertThat(new Percent(0)).hasToString("0%");
  }

  @Test
  void aTimeHasAUnit() {
    assertThat(Options.span("500ms")).isEqualTo(Duration.ofMillis(500));
    assertThat(Options.span("10s")).isEqualTo(Duration.ofSeconds(10));
    assertThat(Options.span("5m")).isEqualTo(Duration.ofMinutes(5));
    assertThat(Options.span("2h")).isEqualTo(Duration.ofHours(2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"10", "0s", "-1s", "soon", ""})
  void anythingElseIsNoTime(String text) {
    assertThatThrownBy(() -> Options.span(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "--store-errors=5, is no percentage such as",
    "--kill-every=10, is no time such as",
    "--jobs=3, --jobs must be at least 20",
    "--workers=0, --workers must be at least 1",
    "--broker-restarts=-1, --broker-restarts must be at least 0"
  })
  void aWrongOptionIsSaidInOneLine(String option, String words) {
    // Given
    StringWriter said = new StringWriter();
    CommandLine command =
        OneLineErrors.on(new CommandLine(new ChaosBench())).setErr(new PrintWriter(said));
    // When
    int exit = command.execute(option);
    // Then
    assertThat(exit).isEqualTo(64);
    assertThat(said.toString())
        .startsWith("albumen: BAD_ARGUMENT: ")
        .contains(words)
        .hasLineCount(1);
  }
}
