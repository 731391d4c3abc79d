package org.albumen.dispatcher.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.albumen.common.codec.Json;
import org.albumen.common.failure.ExitCodes;
import org.albumen.common.terminal.Columns;
import org.jspecify.annotations.Nullable;

/** Lines that fit a terminal, whatever stands in them. Immutable. */
final class Lines {
  private static final int LEAST_ROOM = 20;
  private static final Pattern CONTROL = Pattern.compile("[\\u007f-\\u009f\\u2028\\u2029]");

  private final int width;

  /**
   * @param columns of the terminal, as its variable {@code COLUMNS} has it; null without one: then
   *     no line is broken
   */
  Lines(@Nullable String columns) {
    this.width =
        columns != null && columns.matches("[1-9]\\d{1,3}")
            ? Integer.parseInt(columns)
            : Integer.MAX_VALUE;
  }

  /** Of the terminal of this process. */
  static Lines ofTerminal() {
    return new Lines(System.getenv("COLUMNS"));
  }

  /**
   * A head, and beside it a text on as many lines as it needs. Control characters become question
   * marks in both.
   */
  List<String> beside(String head, String text) {
    String first = ExitCodes.printable(head);
    int indent = Columns.of(first);
    List<String> lines = new ArrayList<>();
    int room = Math.max(width - indent, LEAST_ROOM);
    for (String part : wrapped(ExitCodes.printable(text), room)) {
      lines.add((lines.isEmpty() ? first : " ".repeat(indent)) + part);
    }
    return lines;
  }

  /** Breaks at spaces, and within what is too long for a line of its own. */
  private static List<String> wrapped(String text, int room) {
    List<String> lines = new ArrayList<>();
    String rest = text;
    while (Columns.of(rest) > room) {
      int most = Columns.fit(rest, room, "").length();
      int space = rest.lastIndexOf(' ', most);
      int end = space > 0 ? space : most;
      lines.add(rest.substring(0, end));
      rest = rest.substring(space > 0 ? end + 1 : end);
    }
    lines.add(rest);
    return lines;
  }

  /** JSON in one line, with no character that a terminal would obey. */
  static String json(Object value) {
    return CONTROL
        .matcher(new String(Json.write(value), UTF_8))
        .replaceAll(
            match -> String.format(Locale.ROOT, "\\\\u%04x", (int) match.group().charAt(0)));
  }
}
