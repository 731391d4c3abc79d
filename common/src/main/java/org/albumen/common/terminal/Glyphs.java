package org.albumen.common.terminal;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;

/** The characters of which a progress line is made: every terminal can show the second set. */
public enum Glyphs {
  /** Blocks in eighths. */
  UNICODE("▕", "▏", "█", " ▏▎▍▌▋▊▉", " ", "…", " · "),

  /** Nothing but ASCII. */
  ASCII("[", "]", "#", " ", ".", "~", ", ");

  private final String open;
  private final String close;
  private final String full;
  private final String parts;
  private final String empty;
  private final String ellipsis;
  private final String separator;

  Glyphs(
      String open,
      String close,
      String full,
      String parts,
      String empty,
      String ellipsis,
      String separator) {
    this.open = open;
    this.close = close;
    this.full = full;
    this.parts = parts;
    this.empty = empty;
    this.ellipsis = ellipsis;
    this.separator = separator;
  }

  /** The set that standard output's encoding can carry. */
  public static Glyphs ofStandardOutput() {
    String fallback = System.getProperty("native.encoding", "US-ASCII");
    String encoding =
        System.getProperty("stdout.encoding", System.getProperty("sun.stdout.encoding", fallback));
    try {
      return Charset.forName(encoding).equals(StandardCharsets.UTF_8) ? UNICODE : ASCII;
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return ASCII;
    }
  }

  /** Stands for what was cut off. */
  public String ellipsis() {
    return ellipsis;
  }

  /** Stands between two remarks. */
  public String separator() {
    return separator;
  }

  /** A bar of exactly {@code columns} columns, at least 3, filled to {@code fraction} (0 to 1). */
  public String bar(double fraction, int columns) {
    int cells = columns - 2;
    int steps = (int) Math.floor(Math.min(1, fraction) * cells * parts.length());
    int whole = steps / parts.length();
    StringBuilder bar = new StringBuilder(open).append(full.repeat(whole));
    int part = steps % parts.length();
    if (part > 0) {
      bar.append(parts.charAt(part));
      whole++;
    }
    return bar.append(empty.repeat(cells - whole)).append(close).toString();
  }

  /**
   * Text safe for a terminal: without control characters, which could be escape sequences in a file
   * name, and without what this set cannot show.
   */
  public String clean(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> Columns.isPrintable(c) && (this == UNICODE || c < 127) ? c : '?')
        .forEach(clean::appendCodePoint);
    return clean.toString();
  }
}
