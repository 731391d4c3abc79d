package org.albumen.dispatcher.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.albumen.common.codec.Json;
import org.albumen.common.failure.AlbumenException;
import org.albumen.dispatcher.view.BatchView;
import org.jspecify.annotations.Nullable;

/** The routes that the page uses, over an {@link Archive}, and the page itself. */
final class InventedApi implements AutoCloseable {
  /** As strict as can be: everything from here, nothing inline. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self';"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "json", "application/json",
          "svg", "image/svg+xml",
          "woff2", "font/woff2");

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Archive archive;
  private final InventedRoutes routes;
  private final Path page;
  private volatile @Nullable String token;
  private volatile boolean closed;
  private final AtomicInteger streams = new AtomicInteger();

  private InventedApi(Archive archive, Path page, Optional<Path> results, int port)
      throws IOException {
    this.archive = archive;
    this.routes = new InventedRoutes(archive, results);
    this.page = page;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  /**
   * Starts.
   *
   * @param page the folder that is built from {@code src/main/web}
   * @param results a folder of real results to show, when there is one
   * @param port 0: any
   */
  static InventedApi start(Archive archive, Path page, Optional<Path> results, int port)
      throws IOException {
    return new InventedApi(archive, page, results, port);
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  /** From now on a token is wanted; null: none. */
  void require(@Nullable String newToken) {
    token = newToken;
  }

  /** Breaks off every stream of events. */
  void breakStreams() {
    streams.incrementAndGet();
  }

  @Override
  public void close() {
    closed = true;
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    exchange.getResponseHeaders().set("Content-Security-Policy", POLICY);
    exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
    try {
      boolean asset = path.equals("/") || path.startsWith("/assets/");
      if (asset) {
        file(exchange, path.equals("/") ? "index.html" : path.substring(1));
      } else if (!allowed(exchange)) {
        problem(exchange, 401, "UNAUTHENTICATED", "The request brings no valid token.", "");
      } else if (path.matches("/batches/[^/]+/events")) {
        events(exchange, path.split("/", -1)[2]);
      } else {
        InventedRoutes.Answer answer = routes.answer(exchange);
        send(exchange, answer.status(), answer.type(), answer.body());
      }
    } catch (AlbumenException e) {
      problem(exchange, 404, e.code().name(), e.code().meaning(), e.getMessage());
    } finally {
      exchange.close();
    }
  }

  private boolean allowed(HttpExchange exchange) {
    return token == null
        || ("Bearer " + token).equals(exchange.getRequestHeaders().getFirst("Authorization"));
  }

  /** A batch whenever it has changed, until it has ended. */
  private void events(HttpExchange exchange, String batchId) throws IOException, AlbumenException {
    InventedBatch batch = archive.get(batchId);
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    OutputStream out = exchange.getResponseBody();
    @Nullable BatchView last = null;
    int mine = streams.get();
    while (!closed && streams.get() == mine) {
      BatchView now = batch.view();
      if (!now.equals(last)) {
        event(out, "batch", Json.write(now));
        last = now;
      }
      if (now.state().ended()) {
        event(out, "end", new byte[] {'{', '}'});
        return;
      }
      try {
        Thread.sleep(100);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private static void event(OutputStream out, String type, byte[] data) throws IOException {
    out.write(("event: " + type + "\ndata: ").getBytes(UTF_8));
    out.write(data);
    out.write("\n\n".getBytes(UTF_8));
    out.flush();
  }

  private void file(HttpExchange exchange, String name) throws IOException {
    Path file = page.resolve(name).normalize();
    if (!file.startsWith(page) || !Files.isRegularFile(file)) {
      send(exchange, 404, "text/plain", new byte[0]);
      return;
    }
    String suffix = name.substring(name.lastIndexOf('.') + 1);
    String type = Optional.ofNullable(TYPES.get(suffix)).orElse("application/octet-stream");
    send(exchange, 200, type, Files.readAllBytes(file));
  }

  private static void problem(
      HttpExchange exchange, int status, String code, String title, @Nullable String detail)
      throws IOException {
    Map<String, @Nullable Object> problem = new LinkedHashMap<>();
    problem.put("type", "urn:albumen:failure:" + code);
    problem.put("title", title);
    problem.put("status", status);
    problem.put("detail", detail);
    problem.put("code", code);
    send(exchange, status, "application/problem+json", Json.write(problem));
  }

  private static void send(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }
}
