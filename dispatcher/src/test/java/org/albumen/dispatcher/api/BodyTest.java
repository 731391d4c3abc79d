package org.albumen.dispatcher.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;
import org.albumen.dispatcher.api.problem.Refusal;
import org.junit.jupiter.api.Test;

class BodyTest {
  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5); // which may overflow
  private final Body body = new Body(1_000, now::get);

  @Test
  void aBodyIsReadWhole() throws Exception {
    // Given
    byte[] sent = new byte[1_000];
    sent[999] = 7;

    // When
    byte[] read = body.read(new ByteArrayInputStream(sent), -1);

    // Then
    assertThat(read).isEqualTo(sent);
  }

  @Test
  void aBodyThatComesByteByByteIsRefusedAfterAWhile() throws Exception {
    // Given one that takes 100 ms a byte
    InputStream in = new Trickle(100_000_000);

    // When
    assertThatThrownBy(() -> body.read(in, 500))
        // Then
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.status()).isEqualTo(408))
        .hasMessageContaining("too slowly");
    assertThat(in.available()).as("what is not read").isBetween(100_000 - 302, 100_000 - 300);
  }

  @Test
  void aBodyThatIsTooLargeIsRefusedWhetherItSaysSoOrNot() {
    for (long announced : new long[] {-1, 1_001}) {
      assertThatThrownBy(() -> body.read(new ByteArrayInputStream(new byte[1_001]), announced))
          .isInstanceOfSatisfying(
              Refusal.class, refusal -> assertThat(refusal.status()).isEqualTo(413))
          .hasMessageContaining("more than 1000 bytes");
    }
  }

  @Test
  void whatIsPassedOverOfALargeBodyMayNotTakeForEverEither() throws Exception {
    // Given
    InputStream in = new Trickle(1_000_000_000);

    // When
    assertThatThrownBy(() -> body.read(in, 100_000))
        // Then
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.status()).isEqualTo(413));
    assertThat(in.available()).as("what is not read").isGreaterThan(99_900);
  }

  /** Gives a byte at a time, and time passes. */
  private final class Trickle extends InputStream {
    private final long nanos;
    private int left = 100_000;

    Trickle(long nanos) {
      this.nanos = nanos;
    }

    @Override
    public int read() {
      now.addAndGet(nanos);
      left--;
      return 1;
    }

    @Override
    public int read(byte[] to, int at, int length) throws IOException {
      to[at] = (byte) read();
      return 1;
    }

    @Override
    public int available() {
      return left;
    }
  }
}
