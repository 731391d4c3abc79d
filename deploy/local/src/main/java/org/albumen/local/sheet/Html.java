package org.albumen.local.sheet;

import java.nio.charset.StandardCharsets;

/** Makes any text harmless in a page. */
final class Html {
  private static final String UNRESERVED = "-._~/";
  private static final char REPLACEMENT = '\uFFFD';

  private Html() {}

  /**
   * Text for an element or a quoted attribute. Control characters and those that turn the direction
   * of writing are replaced, so that a name cannot pretend to be another.
   */
  static String text(String text) {
    StringBuilder safe = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> safe.append("&amp;");
        case '<' -> safe.append("&lt;");
        case '>' -> safe.append("&gt;");
        case '"' -> safe.append("&quot;");
        case '\'' -> safe.append("&#39;");
        default -> safe.append(isInvisible(c) ? REPLACEMENT : c);
      }
    }
    return safe.toString();
  }

  /** A relative path as a link: every octet outside RFC 3986's unreserved set and {@code /}. */
  static String href(String path) {
    StringBuilder link = new StringBuilder(path.length() + 16);
    for (byte octet : path.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (octet & 0xFF);
      boolean plain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || UNRESERVED.indexOf(c) >= 0;
      if (plain) {
        link.append(c);
      } else {
        link.append('%').append(hex(c >> 4)).append(hex(c & 0xF));
      }
    }
    return link.toString();
  }

  private static char hex(int digit) {
    return Character.toUpperCase(Character.forDigit(digit, 16));
  }

  private static boolean isInvisible(char c) {
    return Character.isISOControl(c) || Character.getType(c) == Character.FORMAT;
  }
}
