package org.albumen.dispatcher.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventParserTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 1000})
  void howTheBytesAreCutUpDoesNotMatter(int piece) throws IOException {
    // Given
    String stream =
        "\uFEFF: hello\r\n\r\nevent: batch\ndata: {\"é\":1,\ndata: \"b\": 2}\nid: 7\n\n"
            + "data:bare\r\rretry: 10\nevent\ndata\n\nevent: lost without data\n\ndata: cut of";
    // When
    List<ServerEvent> events = parse(stream, piece);
    // Then
    assertThat(events)
        .containsExactly(
            new ServerEvent("batch", "{\"é\":1,\n\"b\": 2}"),
            new ServerEvent("message", "bare"),
            new ServerEvent("message", ""));
  }

  @Test
  void anEventThatDoesNotEndIsRefused() {
    assertThatThrownBy(() -> parse("data: " + "x".repeat(1 << 20) + "\n\n", 1 << 16))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("MiB");
  }

  @Test
  void commentsAreForgotten() throws IOException {
    assertThat(parse((":" + "x".repeat(1000) + "\n").repeat(3000) + "data: a\n\n", 1 << 16))
        .containsExactly(new ServerEvent("message", "a"));
  }

  private static List<ServerEvent> parse(String stream, int piece) throws IOException {
    byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
    EventParser parser = new EventParser();
    List<ServerEvent> events = new ArrayList<>();
    for (int at = 0; at < bytes.length; at += piece) {
      events.addAll(parser.take(ByteBuffer.wrap(bytes, at, Math.min(piece, bytes.length - at))));
    }
    return events;
  }
}
