package org.albumen.dispatcher.select;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a text, each with its place in it. A library's reader tells neither the place in
 * bytes, from which reading can be resumed, nor does it go on after a line that is malformed. Not
 * safe for use by several threads.
 */
final class Lines implements AutoCloseable {
  /** A longer line is no row: S3's longest key has 1024 bytes. */
  static final int LONGEST = 16_384;

  private static final int BUFFER = 1 << 16;

  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER];
  private final byte[] line = new byte[LONGEST];
  private int from;
  private int to;
  private long offset;
  private boolean tooLong;

  /**
   * @param offset the place of the stream's first byte
   */
  Lines(InputStream in, long offset) {
    this.in = in;
    this.offset = offset;
  }

  /** Where the next line begins. */
  long offset() {
    return offset;
  }

  /** Whether the line that was given last was cut, for it is longer than any row. */
  boolean tooLong() {
    return tooLong;
  }

  /** The next line without its end; null after the last. */
  @Nullable String next() throws IOException {
    int length = 0;
    tooLong = false;
    if (from == to && !fill()) {
      return null;
    }
    while (from < to || fill()) {
      int end = from;
      while (end < to && buffer[end] != '\n') {
        end++;
      }
      length = take(end, length);
      offset += end - from;
      from = end;
      if (end < to) {
        from++;
        offset++;
        break;
      }
    }
    if (length > 0 && line[length - 1] == '\r') {
      length--;
    }
    return new String(line, 0, length, StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private int take(int end, int length) {
    int count = Math.min(end - from, LONGEST - length);
    tooLong |= count < end - from;
    System.arraycopy(buffer, from, line, length, count);
    return length + count;
  }

  private boolean fill() throws IOException {
    from = 0;
    to = Math.max(in.read(buffer, 0, BUFFER), 0);
    return to > 0;
  }
}
