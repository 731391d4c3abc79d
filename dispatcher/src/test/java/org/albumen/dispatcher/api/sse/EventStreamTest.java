package org.albumen.dispatcher.api.sse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class EventStreamTest {
  private final Client client = new Client();
  private final EventStream stream = new EventStream(client);

  @Test
  void aSlowClientSeesFewerStatesAndTheLast() {
    // Given
    stream.onWritePossible();
    client.takes = false;

    // When
    stream.send(text("1"));
    stream.send(text("2"));
    stream.beat(text("beat"));
    stream.end(text("3"));
    boolean endedBefore = stream.done().isDone();
    client.takes = true;
    stream.onWritePossible();

    // Then
    assertThat(endedBefore).isFalse();
    assertThat(client.taken()).isEqualTo("3");
    assertThat(stream.done()).isCompleted();
  }

  @Test
  void whatIsTakenIsFlushed() {
    // Given
    stream.onWritePossible();

    // When
    stream.send(text("1"));
    stream.beat(text("beat"));

    // Then
    assertThat(client.taken()).isEqualTo("1beat");
    assertThat(client.flushes).isEqualTo(2);
    assertThat(stream.done()).isNotDone();
  }

  @Test
  void nothingIsWrittenBeforeTheContainerSaysSo() {
    // When
    stream.send(text("1"));

    // Then
    assertThat(client.taken()).isEmpty();
    stream.onWritePossible();
    assertThat(client.taken()).isEqualTo("1");
  }

  @Test
  void aClientThatLeftEndsItsStream() {
    // Given
    stream.onWritePossible();
    client.gone = true;

    // When
    stream.send(text("1"));

    // Then
    assertThat(stream.done()).isCompleted();
    stream.send(text("2"));
    assertThat(client.taken()).isEmpty();
  }

  private static byte[] text(String message) {
    return message.getBytes(UTF_8);
  }

  /** A connection that takes bytes, or not. */
  private static final class Client extends ServletOutputStream {
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private boolean takes = true;
    private boolean gone;
    private int flushes;

    String taken() {
      return taken.toString(UTF_8);
    }

    @Override
    public boolean isReady() {
      return takes;
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      // The stream is told by the tests.
    }

    @Override
    public void write(int b) throws IOException {
      if (gone) {
        throw new IOException("broken pipe");
      }
      taken.write(b);
    }

    @Override
    public void flush() {
      flushes++;
    }
  }
}
