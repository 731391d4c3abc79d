package org.albumen.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A real server behind the proxy and a real client before it. */
@Timeout(60)
@SuppressWarnings("NullAway.Init")
class FaultProxyTest {
  private final Queue<String> heard = new ConcurrentLinkedQueue<>();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private HttpServer server;
  private FaultProxy proxy;
  private FaultProxy.Door door;

  @BeforeEach
  void startServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          heard.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
          byte[] answer =
              (exchange.getRequestHeaders().getFirst("Host") + " " + body.length)
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stopServer() throws IOException {
    proxy.close();
    server.stop(0);
  }

  @Test
  void aRequestPassesAsItIsWithTheHostThatItWasSignedFor() throws Exception {
    through(Fault.NONE);
    // When
    HttpResponse<String> answer = put("x".repeat(100_000));
    // Then
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(door.endpoint().getAuthority() + " 100000");
    assertThat(heard).containsExactly("PUT /archive/a%20b.png?x=1");
  }

  @Test
  void aRefusedRequestNeverReachesTheServer() throws Exception {
    through(Fault.REFUSED);
    HttpResponse<String> answer = put("photograph");
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).contains("<Code>SlowDown</Code>");
    assertThat(heard).isEmpty();
  }

  @Test
  void aLostAnswerIsThatOfARequestWhichHasBeenDone() throws Exception {
    through(Fault.ANSWER_LOST);
    HttpResponse<String> answer = put("photograph");
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(heard).hasSize(1);
  }

  @Test
  void aResetConnectionNeverReachesTheServer() {
    through(Fault.RESET, Fault.RESET);
    assertThatThrownBy(() -> put("photograph")).isInstanceOf(IOException.class);
    assertThat(heard).isEmpty();
  }

  @Test
  void anAnswerBreaksOffAfterTheRequestHasBeenDone() {
    through(Fault.CUT);
    assertThatThrownBy(() -> put("photograph")).isInstanceOf(IOException.class);
    assertThat(heard).hasSize(1);
  }

  @Test
  void aClientThatDiesInItsBodyLeavesNothingAtTheServer() throws Exception {
    through(Fault.NONE, Fault.NONE);
    // When
    try (Socket dying = new Socket(InetAddress.getLoopbackAddress(), door.endpoint().getPort())) {
      dying
          .getOutputStream()
          .write(
              "PUT /archive/half.png HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf"
                  .getBytes(StandardCharsets.US_ASCII));
    }
    HttpResponse<String> next = put("photograph");
    // Then
    assertThat(next.statusCode()).isEqualTo(200);
    assertThat(heard).containsExactly("PUT /archive/a%20b.png?x=1");
  }

  @Test
  void aDoorKnowsWhatWasFetchedThroughIt() throws Exception {
    through(Fault.NONE, Fault.REFUSED, Fault.NONE);
    try (FaultProxy.Door other = proxy.open()) {
      // When
      get(door, "/archive/one.png");
      get(door, "/archive/two.png?versionId=1");
      get(other, "/archive/three.png");
      // Then
      assertThat(door.fetched()).containsExactlyInAnyOrder("/archive/one.png", "/archive/two.png");
      assertThat(other.fetched()).containsExactly("/archive/three.png");
    }
  }

  private void through(Fault... faults) {
    Queue<Fault> plan = new ArrayDeque<>(Arrays.asList(faults));
    URI upstream = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    proxy = new FaultProxy(upstream, plan::remove);
    try {
      door = proxy.open();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private HttpResponse<String> put(String body) throws IOException, InterruptedException {
    URI uri = door.endpoint().resolve("/archive/a%20b.png?x=1");
    return client.send(
        HttpRequest.newBuilder(uri).expectContinue(true).PUT(BodyPublishers.ofString(body)).build(),
        BodyHandlers.ofString());
  }

  private void get(FaultProxy.Door through, String path) throws IOException, InterruptedException {
    client.send(
        HttpRequest.newBuilder(through.endpoint().resolve(path)).build(),
        BodyHandlers.discarding());
  }
}
