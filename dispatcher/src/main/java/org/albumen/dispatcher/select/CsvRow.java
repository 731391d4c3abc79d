package org.albumen.dispatcher.select;

import java.util.ArrayList;
import java.util.List;

/** A row of RFC 4180 that stands in one line. */
final class CsvRow {
  private CsvRow() {}

  /**
   * The row's fields.
   *
   * @throws IllegalArgumentException with one line that says what is wrong
   */
  static List<String> fields(String line) {
    List<String> fields = new ArrayList<>(4);
    int at = 0;
    while (true) {
      int end =
          at < line.length() && line.charAt(at) == '"'
              ? quoted(line, at, fields)
              : plain(line, at, fields);
      if (end == line.length()) {
        return fields;
      }
      at = end + 1;
    }
  }

  private static int plain(String line, int at, List<String> fields) {
    int comma = line.indexOf(',', at);
    int end = comma < 0 ? line.length() : comma;
    fields.add(line.substring(at, end));
    return end;
  }

  private static int quoted(String line, int at, List<String> fields) {
    StringBuilder text = new StringBuilder();
    int from = at + 1;
    while (true) {
      int quote = line.indexOf('"', from);
      if (quote < 0) {
        throw new IllegalArgumentException("a quotation mark is not closed");
      }
      text.append(line, from, quote);
      int next = quote + 1;
      if (next == line.length() || line.charAt(next) == ',') {
        fields.add(text.toString());
        return next;
      }
      if (line.charAt(next) != '"') {
        throw new IllegalArgumentException("something follows a closing quotation mark");
      }
      text.append('"');
      from = next + 1;
    }
  }
}
