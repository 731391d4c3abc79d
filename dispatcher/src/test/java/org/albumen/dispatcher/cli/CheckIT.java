package org.albumen.dispatcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.albumen.dispatcher.Services;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
@SuppressWarnings("NullAway.Init")
class CheckIT {
  @TempDir static Path folder;
  private static Services services;

  @BeforeAll
  static void start() throws Exception {
    services = Services.start(folder);
  }

  @AfterAll
  static void stop() throws IOException {
    services.close();
  }

  @Test
  void bothAnswer() {
    // When
    Run run = Run.of(services.arguments("check"));
    // Then
    assertThat(run.out()).isEqualToNormalizingNewlines("kafka  answers\nstore  answers\n");
    assertThat(run.err()).isEmpty();
    assertThat(run.exit()).isZero();
  }

  @Test
  void theOneThatDoesNotAnswerIsNamedAndTheOtherIsAskedAllTheSame() throws Exception {
    // Given
    Map<String, String> noKafka = new HashMap<>(services.settings());
    noKafka.put("kafka.bootstrap-servers", "127.0.0.1:" + freePort());
    noKafka.put("kafka.connect-timeout", "1s");
    Map<String, String> noStore = new HashMap<>(services.settings());
    noStore.put("s3.endpoint", "http://127.0.0.1:" + freePort());
    // When
    Run withoutKafka = Run.of(Services.withSettings(noKafka, "check"));
    Run withoutStore = Run.of(Services.withSettings(noStore, "check"));
    // Then
    assertThat(withoutKafka.out().lines())
        .satisfiesExactly(
            kafka -> assertThat(kafka).startsWith("kafka  KAFKA_UNAVAILABLE: no broker answers"),
            store -> assertThat(store).isEqualTo("store  answers"));
    assertThat(withoutKafka.exit()).isEqualTo(69);
    assertThat(withoutStore.out().lines())
        .satisfiesExactly(
            kafka -> assertThat(kafka).isEqualTo("kafka  answers"),
            store -> assertThat(store).startsWith("store  STORE_UNAVAILABLE: "));
    assertThat(withoutStore.exit()).isEqualTo(69);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
