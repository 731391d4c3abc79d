package org.albumen.bench.chaos;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The head of an HTTP/1.1 request (RFC 9112), as it came.
 *
 * @param method for instance {@code GET}
 * @param path percent-encoded, with its query
 * @param lines the header fields, as they were written
 */
record RequestHead(String method, String path, List<String> lines) {
  private static final int MAX_BYTES = 1 << 16;
  private static final String END = "\r\n";

  RequestHead {
    lines = List.copyOf(lines);
  }

  /**
   * Reads a head and nothing behind it.
   *
   * @return null when the client closed the connection instead
   */
  static @Nullable RequestHead read(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int ending = 0; // how many bytes of CR LF CR LF have come
    while (ending < 4) {
      int next = in.read();
      if (next < 0) {
        if (head.size() == 0) {
          return null;
        }
        throw new EOFException("the request ends in its head");
      }
      head.write(next);
      ending = next == (ending % 2 == 0 ? '\r' : '\n') ? ending + 1 : next == '\r' ? 1 : 0;
      if (head.size() > MAX_BYTES) {
        throw new IOException("the request's head is longer than " + MAX_BYTES + " bytes");
      }
    }
    List<String> lines = head.toString(StandardCharsets.ISO_8859_1).strip().lines().toList();
    String[] first = lines.get(0).split(" ", -1);
    if (first.length != 3) {
      throw new IOException("no HTTP request: " + lines.get(0));
    }
    return new RequestHead(first[0], first[1], lines.subList(1, lines.size()));
  }

  /** Bytes of the body. */
  long length() throws IOException {
    if (field("transfer-encoding") != null) {
      throw new IOException("a request of unknown length is not passed on");
    }
    String length = field("content-length");
    return length == null ? 0 : Long.parseLong(length);
  }

  /** Whether the client waits with its body until it is told to send it. */
  boolean expectsContinue() {
    return field("expect") != null;
  }

  /**
   * The head as it is passed on, for a connection of its own. What is left out is never signed (AWS
   * Signature Version 4 leaves {@code Connection} and {@code Expect} to those on the way).
   */
  byte[] forwarded() {
    StringBuilder head = new StringBuilder(method).append(' ').append(path).append(" HTTP/1.1\r\n");
    for (String line : lines) {
      String name = name(line);
      if (!name.equals("connection") && !name.equals("expect")) {
        head.append(line).append(END);
      }
    }
    head.append("Connection: close").append(END).append(END);
    return head.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private @Nullable String field(String name) {
    return lines.stream()
        .filter(line -> name(line).equals(name))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst()
        .orElse(null);
  }

  private static String name(String line) {
    int colon = line.indexOf(':');
    return line.substring(0, Math.max(colon, 0)).toLowerCase(Locale.ROOT);
  }
}
