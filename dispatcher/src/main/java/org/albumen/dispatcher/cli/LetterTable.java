package org.albumen.dispatcher.cli;

import java.util.ArrayList;
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
  private static final int LEAST_ROOM = 20;
  private static final int CODE_WIDTH =
      Arrays.stream(FailureCode.values()).mapToInt(code -> code.name().length()).max().orElse(0);

  private final int width;

  /**
   * @param columns of the terminal, as its variable {@code COLUMNS} has it; null without one
   */
  LetterTable(@Nullable String columns) {
    this.width =
        columns != null && columns.matches("[1-9]\\d{1,3}")
            ? Integer.parseInt(columns)
            : Integer.MAX_VALUE;
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

  private List<String> row(String id, String time, String code, String what) {
    String head =
        String.format(Locale.ROOT, "%-6s  %-20s  %-" + CODE_WIDTH + "s  ", id, time, code);
    List<String> lines = new ArrayList<>();
    for (String part : wrapped(what, Math.max(width - head.length(), LEAST_ROOM))) {
      lines.add((lines.isEmpty() ? head : " ".repeat(head.length())) + part);
    }
    return lines;
  }

  /** Breaks at spaces, and within what is too long for a line of its own. */
  private static List<String> wrapped(String text, int room) {
    List<String> lines = new ArrayList<>();
    String rest = text;
    while (rest.length() > room) {
      int space = rest.lastIndexOf(' ', room);
      int end = space > 0 ? space : room;
      lines.add(rest.substring(0, end));
      rest = rest.substring(space > 0 ? end + 1 : end);
    }
    lines.add(rest);
    return lines;
  }
}
