package org.albumen.worker.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicBoolean;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.worker.metrics.WorkerMetrics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class ManagementServerTest {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final AtomicBoolean live = new AtomicBoolean(true);
  private final AtomicBoolean ready = new AtomicBoolean(true);
  private ManagementServer server;

  @BeforeEach
  void start() throws Exception {
    server = ManagementServer.start("127.0.0.1", 0, registry, live::get, ready::get);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void healthFollowsTheWorker() throws Exception {
    assertThat(get("/health/live").statusCode()).isEqualTo(200);
    assertThat(get("/health/ready").body()).isEqualTo("UP\n");
    // When
    ready.set(false);
    // Then
    assertThat(get("/health/live").statusCode()).isEqualTo(200);
    assertThat(get("/health/ready").statusCode()).isEqualTo(503);
    // When
    live.set(false);
    // Then
    assertThat(get("/health/live").statusCode()).isEqualTo(503);
    assertThat(get("/health/live").body()).isEqualTo("DOWN\n");
  }

  @Test
  void metricsAreWrittenAsPrometheusReadsThem() throws Exception {
    // Given
    new WorkerMetrics(registry).renewed();
    // When
    HttpResponse<String> response = get("/metrics");
    // Then
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type").orElse(""))
        .startsWith("text/plain; version=0.0.4");
    assertThat(response.body()).contains("albumen_lock_renewals_total 1.0");
  }

  @Test
  void aHeadHasNoBodyAndAnythingElseIsNotThere() throws Exception {
    HttpRequest head =
        HttpRequest.newBuilder(uri("/health/live"))
            .method("HEAD", HttpRequest.BodyPublishers.noBody())
            .build();
    assertThat(send(head).statusCode()).isEqualTo(200);
    assertThat(send(head).body()).isEmpty();
    assertThat(get("/").statusCode()).isEqualTo(404);
  }

  @Test
  void aPortInUseIsSaid() {
    assertThatThrownBy(
            () ->
                ManagementServer.start(
                    "127.0.0.1", server.port(), registry, () -> true, () -> true))
        .isInstanceOfSatisfying(
            AlbumenException.class,
            e -> assertThat(e.code()).isEqualTo(FailureCode.BAD_CONFIGURATION))
        .hasMessageContaining(":" + server.port())
        .hasMessageContaining("worker.http-port");
  }

  @ParameterizedTest
  @ValueSource(strings = {"no.such.host.invalid", "192.0.2.1"})
  void anAddressThatIsNotOursIsSaid(String host) {
    assertThatThrownBy(() -> ManagementServer.start(host, 0, registry, () -> true, () -> true))
        .isInstanceOfSatisfying(
            AlbumenException.class,
            e -> assertThat(e.code()).isEqualTo(FailureCode.BAD_CONFIGURATION));
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send(HttpRequest.newBuilder(uri(path)).build());
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }

  private static HttpResponse<String> send(HttpRequest request) throws Exception {
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }
}
