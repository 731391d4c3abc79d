package org.albumen.dispatcher.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.albumen.common.config.AlbumenConfig;
import org.albumen.dispatcher.Services;
import org.albumen.dispatcher.api.ApiClient.Answer;
import org.albumen.dispatcher.view.BatchState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** More clients that watch a batch than a dispatcher bears. */
@Timeout(120)
class ManyWatchersTest {
  private static final int MOST = 200;
  private static final Duration SOON = Duration.ofSeconds(60);

  private final FakeBatches batches = new FakeBatches();

  @Test
  void oneTooManyIsToldSoUntilOthersLeave() throws Exception {
    // Given
    AlbumenConfig config = Services.config(ApiServerTest.settings());
    batches.put(Views.batch("b-1", BatchState.RUNNING, 5));
    batches.put(Views.batch("b-2", BatchState.COMPLETED, 0));
    try (ApiServer server = ApiServer.start(config, ApiServerTest.parts(config, batches))) {
      ApiClient client = new ApiClient(server.address());
      List<Socket> watchers = new ArrayList<>();
      try {
        for (int i = 0; i < MOST; i++) {
          watchers.add(watcher(server.address()));
        }

        // When
        Answer refused = client.get("/batches/b-2/events");

        // Then
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.code()).isEqualTo("TRACKER_NOT_READY");
        assertThat(refused.json().path("detail").asText()).contains(MOST + " clients");
        assertThat(client.get("/batches/b-1").status()).isEqualTo(200);
      } finally {
        watchers.forEach(ManyWatchersTest::close);
      }
      assertThat(isLetInAfterOthersLeft(client)).isTrue();
    }
  }

  /** A stream ends when its client is found to be gone, at the next message. */
  private boolean isLetInAfterOthersLeft(ApiClient client) throws Exception {
    long end = System.nanoTime() + SOON.toNanos();
    for (int pending = 6; System.nanoTime() < end; pending++) {
      batches.put(Views.batch("b-1", BatchState.RUNNING, pending));
      if (client.get("/batches/b-2/events").status() == 200) {
        return true;
      }
      Thread.sleep(500);
    }
    return false;
  }

  private static Socket watcher(URI server) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.getPort());
    socket
        .getOutputStream()
        .write(
            "GET /batches/b-1/events HTTP/1.1\r\nHost: localhost\r\n\r\n"
                .getBytes(StandardCharsets.UTF_8));
    byte[] status = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
    assertThat(new String(status, StandardCharsets.UTF_8)).isEqualTo("HTTP/1.1 200");
    return socket;
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
