package org.albumen.worker.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.albumen.common.config.ConfigLoader;
import org.albumen.common.config.S3Clients;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.ObjectSource;
import org.albumen.common.store.ObjectStore;
import org.albumen.worker.fake.Settings;
import org.albumen.worker.metrics.WorkerMetrics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** The time limit of a fetch through the real client of the store. */
@Timeout(60)
class SlowStoreIT {
  @TempDir Path folder;
  private final CountDownLatch over = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final WorkerMetrics metrics = new WorkerMetrics(new SimpleMeterRegistry());
  private final TimeLimits limits =
      new TimeLimits(Settings.worker("limits.fetch=300ms").limits(), metrics);
  private HttpServer server;
  private ObjectStore store;
  private Breaker breaker;

  @BeforeEach
  void start() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/scans/dribble", this::dribble);
    server.createContext("/scans/mute", exchange -> await(TimeUnit.HOURS.toMillis(1)));
    server.start();
    store =
        S3Clients.store(
            ConfigLoader.load(
                    null,
                    Map.of(
                        "albumen.s3.endpoint",
                        "http://127.0.0.1:" + server.getAddress().getPort(),
                        "albumen.s3.path-style",
                        "true",
                        "albumen.s3.read-timeout",
                        "1s"))
                .s3(),
            StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret")));
    breaker =
        new Breaker(
            "store",
            FailureCode.STORE_UNAVAILABLE,
            Settings.worker("breaker.window=1", "breaker.least-calls=1").breaker(),
            store::ping,
            metrics);
  }

  @AfterEach
  void stop() {
    over.countDown();
    server.stop(0);
    threads.shutdownNow();
    breaker.close();
    store.close();
    limits.close();
  }

  @Test
  void aSourceThatDribblesIsGivenUpThoughEveryReadIsInTime() {
    assertTimesOut("dribble");
  }

  @Test
  void aStoreThatDoesNotAnswerIsGivenUpAfterTheReadTimeoutOfOneRequest() {
    assertTimesOut("mute");
  }

  private void assertTimesOut(String key) {
    ObjectStore guarded = new GuardedStore(store, breaker);
    assertThatThrownBy(
            () ->
                limits.within(
                    Stage.FETCH,
                    () ->
                        guarded.get(
                            ObjectSource.of("scans", key), folder.resolve("copy"), 1 << 20)))
        .isInstanceOfSatisfying(
            AlbumenException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.TIMED_OUT));
    assertThat(Thread.interrupted()).isFalse();
    // And a fetch that was cut off by ourselves says nothing of the store
    assertThat(breaker.closed()).isTrue();
  }

  /** A byte every 20 ms, for hours. */
  private void dribble(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Last-Modified", "Thu, 01 Jan 1970 00:00:00 GMT");
    exchange.sendResponseHeaders(200, 1 << 19);
    try (OutputStream body = exchange.getResponseBody()) {
      while (await(20)) {
        body.write('x');
        body.flush();
      }
    }
  }

  /** Whether the test goes on after so long. */
  private boolean await(long millis) throws IOException {
    try {
      return !over.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
