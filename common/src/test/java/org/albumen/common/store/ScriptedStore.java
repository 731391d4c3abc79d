package org.albumen.common.store;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A server on the loopback interface that gives the answers it was told to, in their order. */
final class ScriptedStore implements AutoCloseable {
  /** An answer; its body is XML as S3 sends it, or the object's own. */
  record Answer(int status, String body) {
    static Answer error(int status, String code) {
      return new Answer(
          status, "<Error><Code>" + code + "</Code><Message>scripted</Message></Error>");
    }
  }

  private final HttpServer server;
  private final Deque<Answer> answers;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<Headers> headers = new CopyOnWriteArrayList<>();

  ScriptedStore(List<Answer> answers) throws IOException {
    this.answers = new ArrayDeque<>(answers);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Method and path of every request so far. */
  List<String> requests() {
    return requests;
  }

  /** The headers of every request so far. */
  List<Headers> headers() {
    return headers;
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      headers.add(exchange.getRequestHeaders());
      requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath());
      @Nullable Answer answer = answers.poll();
      if (answer == null) {
        exchange.sendResponseHeaders(500, -1);
        return;
      }
      byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
      boolean empty = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
      exchange.sendResponseHeaders(answer.status(), empty ? -1 : body.length);
      if (!empty) {
        exchange.getResponseBody().write(body);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
