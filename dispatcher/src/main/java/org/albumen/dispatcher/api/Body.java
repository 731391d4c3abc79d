package org.albumen.dispatcher.api;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;
import org.albumen.common.failure.FailureCode;
import org.albumen.dispatcher.api.problem.Refusal;

/** Reads a request's body, which may be neither too large nor too slow. */
final class Body {
  /** Whoever sends a byte now and then would else hold a thread for ever. */
  private static final Duration LONGEST = Duration.ofSeconds(30);

  /** Of a body that is too large so many bytes are taken to be thrown away. */
  private static final int PASSED_OVER = 1 << 20;

  private static final int CHUNK = 1 << 13;

  private final long most;
  private final LongSupplier nanos;
  private final long begin;

  /**
   * @param most bytes
   * @param nanos the time, as {@link System#nanoTime} tells it
   */
  Body(long most, LongSupplier nanos) {
    this.most = most;
    this.nanos = nanos;
    this.begin = nanos.getAsLong();
  }

  /**
   * The body.
   *
   * @param length that was announced; -1 without
   * @throws Refusal 413 or 408; the connection is to be closed then
   * @throws IOException when it ends early
   */
  byte[] read(InputStream in, long length) throws IOException {
    if (length > most) {
      throw tooLarge(in);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] chunk = new byte[CHUNK];
    for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
      bytes.write(chunk, 0, n);
      if (bytes.size() > most) {
        throw tooLarge(in);
      }
      if (isLate()) {
        throw refusal(FailureCode.BAD_ARGUMENT, 408, "the request comes too slowly");
      }
    }
    return bytes.toByteArray();
  }

  /**
   * Takes what is still on its way, within bounds: a connection that is closed before may be reset,
   * and then whoever sends never reads why.
   */
  private Refusal tooLarge(InputStream in) throws IOException {
    byte[] chunk = new byte[CHUNK];
    int left = PASSED_OVER;
    for (int n = 0; n >= 0 && left > 0 && !isLate(); n = in.read(chunk)) {
      left -= n;
    }
    return refusal(
        FailureCode.REQUEST_TOO_LARGE, 413, "the request has more than " + most + " bytes");
  }

  private boolean isLate() {
    return nanos.getAsLong() - begin > LONGEST.toNanos();
  }

  private static Refusal refusal(FailureCode code, int status, String message) {
    return new Refusal(code, status, message, Map.of("Connection", "close"));
  }
}
