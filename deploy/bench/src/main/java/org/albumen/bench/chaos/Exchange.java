package org.albumen.bench.chaos;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One request and its answer, on a connection of their own on either side. A request that breaks
 * off on its way breaks off at the server too. The answer is held in memory.
 */
final class Exchange {
  private static final int PATIENCE_MS = 60_000;
  private static final byte[] GO_ON = ascii("HTTP/1.1 100 Continue\r\n\r\n");
  private static final String SLOW_DOWN =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
          + "<Error><Code>SlowDown</Code><Message>Reduce your request rate.</Message></Error>";

  private final Socket client;
  private final URI upstream;

  Exchange(Socket client, URI upstream) {
    this.client = client;
    this.upstream = upstream;
  }

  /**
   * Answers the request that comes, if one does.
   *
   * @param plan says what happens to it
   * @param told is told of it
   */
  void answer(Supplier<Fault> plan, Consumer<RequestHead> told) throws IOException {
    client.setSoTimeout(PATIENCE_MS);
    InputStream in = new BufferedInputStream(client.getInputStream());
    RequestHead request = RequestHead.read(in);
    if (request == null) {
      return;
    }
    told.accept(request);
    Fault fault = plan.get();
    if (fault == Fault.RESET) {
      reset();
      return;
    }
    if (request.expectsContinue()) {
      send(GO_ON);
    }
    if (fault == Fault.REFUSED) {
      in.skipNBytes(request.length());
      send(slowDown(request));
      return;
    }
    byte[] answer = passOn(request, in);
    switch (fault) {
      case ANSWER_LOST -> send(slowDown(request));
      case CUT -> {
        client.getOutputStream().write(answer, 0, answer.length / 2);
        reset();
      }
      default -> send(answer);
    }
  }

  private byte[] passOn(RequestHead request, InputStream body) throws IOException {
    try (Socket server = new Socket(upstream.getHost(), upstream.getPort())) {
      server.setSoTimeout(PATIENCE_MS);
      OutputStream out = server.getOutputStream();
      out.write(request.forwarded());
      copy(body, request.length(), out);
      return server.getInputStream().readAllBytes();
    }
  }

  private static void copy(InputStream in, long length, OutputStream out) throws IOException {
    byte[] chunk = new byte[1 << 13];
    for (long left = length; left > 0; ) {
      int n = in.read(chunk, 0, (int) Math.min(chunk.length, left));
      if (n < 0) {
        throw new EOFException("the client broke off in its body");
      }
      out.write(chunk, 0, n);
      left -= n;
    }
    out.flush();
  }

  private void send(byte[] bytes) throws IOException {
    client.getOutputStream().write(bytes);
    client.getOutputStream().flush();
  }

  /** Closes with RST instead of FIN. */
  private void reset() throws IOException {
    client.setSoLinger(true, 0);
    client.close();
  }

  private static byte[] slowDown(RequestHead request) {
    String body = request.method().equals("HEAD") ? "" : SLOW_DOWN;
    return ascii(
        "HTTP/1.1 503 Slow Down\r\nContent-Type: application/xml\r\nConnection: close\r\n"
            + "Content-Length: "
            + body.length()
            + "\r\n\r\n"
            + body);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
