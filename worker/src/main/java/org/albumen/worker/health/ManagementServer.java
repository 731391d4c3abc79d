package org.albumen.worker.health;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;

/**
 * {@code /metrics} in Prometheus' text format, {@code /health/live} and {@code /health/ready} with
 * 200 or 503.
 */
public final class ManagementServer implements AutoCloseable {
  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

  private final HttpServer server;
  private final ExecutorService threads;

  private ManagementServer(HttpServer server, ExecutorService threads) {
    this.server = server;
    this.threads = threads;
  }

  /**
   * Begins to serve.
   *
   * @param port 0 takes a free one
   * @throws AlbumenException {@code BAD_CONFIGURATION} when the address cannot be had
   */
  public static ManagementServer start(
      String host,
      int port,
      PrometheusMeterRegistry registry,
      BooleanSupplier live,
      BooleanSupplier ready)
      throws AlbumenException {
    HttpServer server;
    try {
      server = HttpServer.create(new InetSocketAddress(host, port), 0);
    } catch (IOException e) {
      throw new AlbumenException(
          FailureCode.BAD_CONFIGURATION,
          "metrics cannot be served at "
              + host
              + ":"
              + port
              + " ("
              + e.getMessage()
              + "); set worker.http-port",
          e);
    }
    ExecutorService threads =
        Executors.newFixedThreadPool(
            2,
            task -> {
              Thread thread = new Thread(task, "albumen-management");
              thread.setDaemon(true);
              return thread;
            });
    server.setExecutor(threads);
    server.createContext("/metrics", exchange -> answer(exchange, 200, registry.scrape()));
    server.createContext("/health/live", exchange -> health(exchange, live.getAsBoolean()));
    server.createContext("/health/ready", exchange -> health(exchange, ready.getAsBoolean()));
    server.start();
    return new ManagementServer(server, threads);
  }

  /** The port that is served. */
  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdown();
  }

  private static void health(HttpExchange exchange, boolean good) throws IOException {
    answer(exchange, good ? 200 : 503, good ? "UP\n" : "DOWN\n");
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", TEXT);
    try (exchange) {
      if ("HEAD".equals(exchange.getRequestMethod())) {
        exchange.sendResponseHeaders(status, -1);
      } else {
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
      }
    }
  }
}
