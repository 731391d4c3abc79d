package org.albumen.local.fleet;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;

/** Answers as EC2's metadata service does; its spot instance can be taken away. */
final class SpotService implements AutoCloseable {
  private final HttpServer server;
  private volatile String action = "";

  private SpotService(HttpServer server) {
    this.server = server;
  }

  static SpotService start() throws IOException {
    SpotService service =
        new SpotService(
            HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    service.server.createContext("/latest/api/token", exchange -> answer(exchange, "token"));
    service.server.createContext(
        "/latest/meta-data/spot/instance-action", exchange -> answer(exchange, service.action));
    service.server.start();
    return service;
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  void takeAway(Instant at) {
    action = "{\"action\": \"terminate\", \"time\": \"" + at + "\"}";
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private static void answer(HttpExchange exchange, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    try (exchange) {
      exchange.sendResponseHeaders(
          bytes.length == 0 ? 404 : 200, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }
}
