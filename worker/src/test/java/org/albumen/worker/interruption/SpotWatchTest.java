package org.albumen.worker.interruption;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.albumen.worker.fake.Eventually;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Against a server that answers as EC2's metadata service of version 2 does. */
@Timeout(60)
class SpotWatchTest {
  private static final Duration OFTEN = Duration.ofMillis(20);

  private final List<Instant> notices = new CopyOnWriteArrayList<>();
  private final AtomicInteger asked = new AtomicInteger();
  private volatile String action = "";
  private volatile int status = 404;
  private HttpServer server;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/latest/api/token",
        exchange ->
            answer(
                exchange,
                exchange.getRequestMethod().equals("PUT")
                        && exchange
                            .getRequestHeaders()
                            .containsKey("X-aws-ec2-metadata-token-ttl-seconds")
                    ? 200
                    : 400,
                "the-token"));
    server.createContext(
        "/latest/meta-data/spot/instance-action",
        exchange -> {
          asked.incrementAndGet();
          boolean allowed =
              "the-token".equals(exchange.getRequestHeaders().getFirst("X-aws-ec2-metadata-token"));
          answer(exchange, allowed ? status : 401, action);
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void theEndIsToldOnceWithItsTime() throws Exception {
    try (SpotWatch watch = SpotWatch.start(address(), OFTEN, notices::add)) {
      // Given an instance that stays for now
      Eventually.until("it was asked", () -> asked.get() >= 3);
      assertThat(notices).isEmpty();
      // When
      action = "{\"action\": \"terminate\", \"time\": \"2026-09-18T08:22:00Z\"}";
      status = 200;
      Eventually.until("it is told", () -> !notices.isEmpty());
      Thread.sleep(5 * OFTEN.toMillis());
      // Then
      assertThat(notices).containsExactly(Instant.parse("2026-09-18T08:22:00Z"));
      assertThat(watch).isNotNull();
    }
  }

  @Test
  void whatIsNoAnswerIsNoNews() throws Exception {
    // Given
    action = "<html>";
    status = 200;
    // When
    SpotWatch watch = SpotWatch.start(address(), OFTEN, notices::add);
    Eventually.until("it was asked", () -> asked.get() >= 3);
    server.stop(0);
    Thread.sleep(5 * OFTEN.toMillis());
    watch.close();
    // Then
    assertThat(notices).isEmpty();
  }

  private URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    try (exchange) {
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }
}
