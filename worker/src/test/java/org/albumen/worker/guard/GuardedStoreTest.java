package org.albumen.worker.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.albumen.common.digest.Digest;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.ObjectRef;
import org.albumen.common.job.ObjectSource;
import org.albumen.common.store.ObjectStore;
import org.albumen.common.store.ObjectStore.Content;
import org.albumen.common.store.ObjectStore.PutOutcome;
import org.albumen.worker.fake.MemoryStore;
import org.albumen.worker.fake.Settings;
import org.albumen.worker.metrics.WorkerMetrics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(30)
class GuardedStoreTest {
  private static final ObjectRef REF = new ObjectRef("scans", "a.jpg");

  @TempDir Path folder;
  private final MemoryStore memory = new MemoryStore();
  private final Breaker breaker =
      new Breaker(
          "store",
          FailureCode.STORE_UNAVAILABLE,
          Settings.worker("breaker.window=4", "breaker.least-calls=1", "breaker.open-for=1m")
              .breaker(),
          memory::ping,
          new WorkerMetrics(new SimpleMeterRegistry()));
  private final ObjectStore store = new GuardedStore(memory, breaker);

  @AfterEach
  void close() {
    breaker.close();
  }

  @Test
  void whatTheStoreSaysComesThrough() throws Exception {
    // Given
    ObjectSource source = memory.with("scans", "a.jpg", "text");
    Path file = folder.resolve("copy");
    Path more = Files.writeString(folder.resolve("more"), "more");
    Content content = new Content(more, "text/plain", Digest.ofFile(more), Map.of());
    // Then
    assertThat(store.head(REF)).isPresent();
    assertThat(store.get(source, file, 10).size()).isEqualTo(4);
    assertThat(store.read(REF, 10)).isPresent();
    assertThat(store.putIfAbsent(REF, content)).isEqualTo(PutOutcome.ALREADY_THERE);
    try (Stream<?> listed = store.list("scans", "")) {
      assertThat(listed).hasSize(1);
    }
    store.ping();
    assertThat(breaker.closed()).isTrue();
  }

  static Stream<StoreCall> calls() {
    return Stream.of(
        store -> store.head(REF),
        store -> store.get(ObjectSource.of("scans", "a.jpg"), Path.of("none"), 10),
        store -> store.read(REF, 10),
        store -> store.putIfAbsent(REF, new Content(Path.of("none"), "text/plain", "", Map.of())),
        store -> store.list("scans", ""),
        ObjectStore::ping);
  }

  @ParameterizedTest
  @MethodSource("calls")
  void aCallThatIsNotAnsweredOpensTheBreakerAndTheNextIsNotMade(StoreCall call) {
    // Given
    memory.outage(FailureCode.STORE_UNAVAILABLE);
    assertThatThrownBy(() -> call.on(store)).hasMessage("the store is off");
    assertThat(breaker.closed()).isFalse();
    // When
    memory.outage(null);
    // Then
    assertThatThrownBy(() -> call.on(store))
        .hasMessageContaining("circuit breaker of the store is open")
        .isInstanceOfSatisfying(
            AlbumenException.class,
            e -> assertThat(e.code()).isEqualTo(FailureCode.STORE_UNAVAILABLE));
  }

  @Test
  void aRefusalIsAnAnswer() {
    // Given
    memory.outage(FailureCode.ACCESS_DENIED);
    // When
    assertThatThrownBy(() -> store.head(REF)).hasMessage("the store is off");
    // Then
    assertThat(breaker.closed()).isTrue();
  }

  /** One of the store's methods. */
  interface StoreCall {
    void on(ObjectStore store) throws AlbumenException;
  }
}
