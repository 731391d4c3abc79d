package org.albumen.dispatcher.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.albumen.common.failure.FailureCode;
import org.albumen.dispatcher.deadletter.Letter;
import org.jspecify.annotations.Nullable;

/**
 * Letters one below the other; the last column is as wide as the terminal leaves it, on as many
 * lines as that needs. Where there is no terminal a letter has one line.
 */
final class LetterTable {
  private static final int CODE_WIDTH =
      Arrays.stream(FailureCode.values()).mapToInt(code -> code.name().length()).max().orElse(0);

  private final Lines lines;

  /**
   * @param columns of the terminal, as its variable {@code COLUMNS} has it; null without one
   */
  LetterTable(@Nullable String columns) {
    this.lines = new Lines(columns);
  }

  List<String> head() {
    return row("ID", "GIVEN UP", "CODE", "WHAT AND WHY");
  }

  List<String> row(Letter letter) {
    return row(
        letter.about().id().toString(),
        LetterLines.seconds(letter.about().time()).toString(),
        letter.about().code().name(),
        LetterLines.summary(letter));
  }

  List<String> row(String id, String time, String code, String what) {
    return lines.beside(
        String.format(Locale.ROOT, "%-6s  %-20s  %-" + CODE_WIDTH + "s  ", id, time, code), what);
  }
}
