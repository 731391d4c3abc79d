package org.albumen.dispatcher.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/**
 * Reads a stream of server-sent events (WHATWG HTML, section 9.2.6) as its bytes come. Ids and
 * reconnection times are passed over: the API sends the newest state whenever one connects.
 */
final class EventParser {
  private static final int LONGEST = 1 << 20;

  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private StringJoiner data = new StringJoiner("\n");
  private boolean hasData;
  private String name = "";
  private boolean afterReturn;
  private int held;

  /**
   * The events that end in these bytes.
   *
   * @throws IOException when an event has more than a MiB
   */
  List<ServerEvent> take(ByteBuffer bytes) throws IOException {
    List<ServerEvent> events = new ArrayList<>();
    while (bytes.hasRemaining()) {
      byte next = bytes.get();
      boolean ends = next == '\r' || (next == '\n' && !afterReturn);
      if (ends) {
        end(events);
      } else if (next != '\n') {
        line.write(next);
        if (++held > LONGEST) {
          throw new IOException("an event of more than a MiB");
        }
      }
      afterReturn = next == '\r';
    }
    return events;
  }

  private void end(List<ServerEvent> events) {
    String text = line.toString(StandardCharsets.UTF_8);
    line.reset();
    if (!text.isEmpty()) {
      field(text.startsWith("\uFEFF") ? text.substring(1) : text);
      return;
    }
    if (hasData) {
      events.add(new ServerEvent(name.isEmpty() ? "message" : name, data.toString()));
    }
    data = new StringJoiner("\n");
    hasData = false;
    name = "";
    held = 0;
  }

  private void field(String text) {
    int colon = text.indexOf(':');
    String field = colon < 0 ? text : text.substring(0, colon);
    String value = colon < 0 ? "" : text.substring(colon + 1);
    String bare = value.startsWith(" ") ? value.substring(1) : value;
    switch (field) {
      case "data" -> {
        data.add(bare);
        hasData = true;
      }
      case "event" -> name = bare;
      default -> {
        // A comment keeps the connection open; its bytes are held no longer.
        held -= colon == 0 ? text.length() : 0;
      }
    }
  }
}
