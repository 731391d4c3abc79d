package org.albumen.dispatcher.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.albumen.common.codec.Json;
import org.albumen.common.config.AlbumenConfig;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.dispatcher.Services;

/** An API that answers what it is told to; the last answer to a path is repeated. */
public final class FakeApi implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, Queue<Reply>> replies = new HashMap<>();
  private final List<Request> requests = new ArrayList<>();

  private volatile Duration pace = Duration.ZERO;

  /** What was asked. */
  public record Request(String line, Map<String, List<String>> headers, String body) {
    public String header(String name) {
      return String.join(",", headers.getOrDefault(name, List.of()));
    }
  }

  /** What is answered: parts are sent one after the other, and then the connection is closed. */
  private record Reply(int status, Map<String, String> headers, List<String> parts, boolean cut) {}

  private FakeApi(HttpServer server) {
    this.server = server;
  }

  public static FakeApi start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    FakeApi api = new FakeApi(server);
    server.setExecutor(api.threads);
    server.createContext("/", api::answer);
    server.start();
    return api;
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  public AlbumenConfig.Api settings() throws AlbumenException {
    return Services.config(Map.of("api.url", url(), "api.token", "t0ken")).api();
  }

  /** Answers JSON to {@code GET /path}. */
  public FakeApi reply(String to, int status, Object value) {
    return add(to, status, Map.of("Content-Type", "application/json"), List.of(json(value)), false);
  }

  /** Answers a text as it is. */
  public FakeApi replyText(String to, int status, Map<String, String> headers, String text) {
    return add(to, status, headers, List.of(text), false);
  }

  /** Answers a problem. */
  public FakeApi replyProblem(
      String to, int status, FailureCode code, String detail, Map<String, String> headers) {
    Map<String, String> all = new HashMap<>(headers);
    all.put("Content-Type", "application/problem+json");
    Map<String, Object> problem =
        Map.of("type", "urn:albumen:failure:" + code, "code", code, "detail", detail);
    return add(to, status, all, List.of(json(problem)), false);
  }

  /** Answers events, each as it is, and ends. */
  public FakeApi replyEvents(String to, String... events) {
    Map<String, String> headers = Map.of("Content-Type", "text/event-stream; charset=utf-8");
    return add(to, 200, headers, List.of(events), false);
  }

  /** So long stands between two parts of an answer. */
  public FakeApi every(Duration time) {
    pace = time;
    return this;
  }

  /** Closes the connection without an answer. */
  public FakeApi cut(String to) {
    return add(to, 200, Map.of(), List.of(), true);
  }

  /** What was asked so far. */
  public synchronized List<Request> requests() {
    return List.copyOf(requests);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  /** An event as it is sent. */
  public static String event(String name, Object data) {
    return "event: " + name + "\ndata: " + json(data) + "\n\n";
  }

  private static String json(Object value) {
    return new String(Json.write(value), StandardCharsets.UTF_8);
  }

  private synchronized FakeApi add(
      String to, int status, Map<String, String> headers, List<String> parts, boolean cut) {
    replies
        .computeIfAbsent(to, path -> new ArrayDeque<>())
        .add(new Reply(status, headers, parts, cut));
    return this;
  }

  private synchronized Reply next(String line) {
    Queue<Reply> queue = replies.get(line);
    if (queue == null) {
      return new Reply(404, Map.of(), List.of("no reply to " + line), false);
    }
    return queue.size() > 1 ? queue.remove() : queue.element();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String line = exchange.getRequestMethod() + " " + exchange.getRequestURI();
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      synchronized (this) {
        requests.add(new Request(line, Map.copyOf(exchange.getRequestHeaders()), body));
      }
      Reply reply = next(line);
      if (reply.cut()) {
        throw new IOException("cut"); // the server closes the connection
      }
      reply.headers().forEach(exchange.getResponseHeaders()::set);
      exchange.sendResponseHeaders(reply.status(), reply.parts().isEmpty() ? -1 : 0);
      for (String part : reply.parts()) {
        exchange.getResponseBody().write(part.getBytes(StandardCharsets.UTF_8));
        exchange.getResponseBody().flush();
        TimeUnit.MILLISECONDS.sleep(reply.parts().size() > 1 ? pace.toMillis() : 0);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the server stops
    }
  }
}
