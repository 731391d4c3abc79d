package org.albumen.worker.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ProbeTest {
  @Test
  void asksWhereTheWorkerServes() {
    assertThat(Probe.address(Map.of(), "/health/live"))
        .isEqualTo(URI.create("http://127.0.0.1:9464/health/live"));
    assertThat(
            Probe.address(
                Map.of("ALBUMEN_WORKER_HTTP_HOST", "0.0.0.0", "ALBUMEN_WORKER_HTTP_PORT", "8080"),
                "/metrics"))
        .isEqualTo(URI.create("http://127.0.0.1:8080/metrics"));
    assertThat(Probe.address(Map.of("ALBUMEN_WORKER_HTTP_HOST", "10.1.2.3"), "/"))
        .isEqualTo(URI.create("http://10.1.2.3:9464/"));
  }

  @Test
  void saysWhatTheWorkerSays() throws Exception {
    // Given
    AtomicBoolean live = new AtomicBoolean(true);
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    URI address;
    try (ManagementServer server =
        ManagementServer.start("127.0.0.1", 0, registry, live::get, () -> true)) {
      address = URI.create("http://127.0.0.1:" + server.port() + "/health/live");
      // When
      int good = Probe.ask(address);
      live.set(false);
      int bad = Probe.ask(address);
      // Then
      assertThat(good).isEqualTo(200);
      assertThat(bad).isEqualTo(503);
    }
    assertThatThrownBy(() -> Probe.ask(address)).isInstanceOf(IOException.class);
  }
}
