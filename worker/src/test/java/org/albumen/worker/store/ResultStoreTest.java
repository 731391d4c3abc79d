package org.albumen.worker.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.albumen.common.codec.Json;
import org.albumen.common.digest.Digest;
import org.albumen.common.event.ResultImage;
import org.albumen.common.event.Timings;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.recipe.RecipeBook;
import org.albumen.common.sidecar.Sidecar;
import org.albumen.common.store.Boundary;
import org.albumen.worker.claim.Claim;
import org.albumen.worker.claim.Claimer;
import org.albumen.worker.fake.MemoryStore;
import org.albumen.worker.fake.Messages;
import org.albumen.worker.fake.ScriptedGenerator;
import org.albumen.worker.fake.ScriptedRestorer;
import org.albumen.worker.fake.Settings;
import org.albumen.worker.guard.TimeLimits;
import org.albumen.worker.metrics.WorkerMetrics;
import org.albumen.worker.store.ResultStore.Products;
import org.albumen.worker.store.ResultStore.Stored;
import org.albumen.worker.task.Tools;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultStoreTest {
  private static final WorkerMetrics METRICS = new WorkerMetrics(new SimpleMeterRegistry());

  @TempDir Path folder;
  private final MemoryStore store = new MemoryStore().bucket("results");
  private final ResultStore results = new ResultStore(store);
  private Claim claim;

  @BeforeEach
  void claims() throws Exception {
    claim =
        new Claimer(
                RecipeBook.builtIn(),
                new Tools(
                    store,
                    new ScriptedRestorer(),
                    new ScriptedGenerator(),
                    new TimeLimits(Settings.worker().limits(), METRICS),
                    METRICS,
                    1000),
                Boundary.ANY_BUCKET)
            .claim(Messages.job(store.with("scans", "a.jpg", "text")));
  }

  @Test
  void theImageIsWrittenFirstAndTheSidecarLast() throws Exception {
    // When
    Stored stored = write("image", "me");
    // Then
    assertThat(stored.ours()).isTrue();
    assertThat(store.puts()).containsExactly(claim.keys().image(), claim.keys().sidecar());
    assertThat(results.find(claim)).contains(stored.sidecar());
  }

  @Test
  void nothingIsFoundBeforeAnythingIsWritten() throws Exception {
    assertThat(results.find(claim)).isEmpty();
  }

  @Test
  void theSecondWriterOfTheSameBytesFindsTheFirst() throws Exception {
    // Given
    Stored first = write("image", "winner");
    // When
    Stored second = write("image", "loser");
    // Then
    assertThat(second.ours()).isFalse();
    assertThat(second.sidecar()).isEqualTo(first.sidecar());
    assertThat(store.puts()).hasSize(2);
  }

  @Test
  void theSecondWriterOfOtherBytesFindsTheFirst() throws Exception {
    // Given
    Stored first = write("image", "winner");
    // When
    Stored second = write("image of another device", "loser");
    // Then
    assertThat(second.ours()).isFalse();
    assertThat(second.sidecar()).isEqualTo(first.sidecar());
    assertThat(store.bytes(claim.keys().image())).contains("image".getBytes(UTF_8));
  }

  @Test
  void aWriterThatComesBetweenImageAndSidecarOfTheSameBytesFinishesThem() throws Exception {
    // Given a worker that died after its image
    write("image", "dead");
    store.remove(claim.keys().sidecar());
    assertThat(results.find(claim)).isEmpty();
    // When
    Stored repaired = write("image", "me");
    // Then
    assertThat(repaired.ours()).isTrue();
    assertThat(results.find(claim)).contains(repaired.sidecar());
    assertThat(repaired.sidecar().worker()).isEqualTo("me");
  }

  @Test
  void anImageOfOtherBytesWithoutSidecarIsAConflict() throws Exception {
    // Given
    write("image", "dead");
    store.remove(claim.keys().sidecar());
    // When, Then
    assertConflict(() -> write("image of another device", "me"));
    assertThat(store.bytes(claim.keys().sidecar())).isEmpty();
  }

  @Test
  void aSidecarWhoseImageIsMissingIsCompletedByTheSameBytesOnly() throws Exception {
    // Given
    Stored first = write("image", "winner");
    store.remove(claim.keys().image());
    assertThat(results.find(claim)).isEmpty();
    // When
    Stored repaired = write("image", "me");
    // Then
    assertThat(repaired.ours()).isFalse();
    assertThat(repaired.sidecar()).isEqualTo(first.sidecar());
    // And
    store.remove(claim.keys().image());
    assertConflict(() -> write("other", "me"));
  }

  @Test
  void aSidecarOfAnotherSizeThanItsImageIsNoResult() throws Exception {
    // Given
    write("image", "winner");
    store.with(claim.keys().image(), "cut".getBytes(UTF_8), Map.of());
    // Then
    assertThat(results.find(claim)).isEmpty();
    assertConflict(() -> write("image", "me"));
  }

  @Test
  void twoWritersThatRaceForTheSidecarAgreeOnOne() throws Exception {
    // Given another worker that writes its whole result just before our image
    Stored[] other = new Stored[1];
    store.beforeNextPut(() -> other[0] = unchecked("image", "other"));
    // When
    Stored ours = write("image", "me");
    // Then
    assertThat(ours.ours()).isFalse();
    assertThat(ours.sidecar()).isEqualTo(other[0].sidecar());
  }

  @Test
  void aSidecarThatIsNoneOrOfAnotherFingerprintIsAConflict() throws Exception {
    // Given
    store.with(claim.keys().sidecar(), "no json".getBytes(UTF_8), Map.of());
    assertConflict(() -> results.find(claim));
    // And
    Sidecar foreign = sidecar("image", "me", "f".repeat(64));
    store.with(claim.keys().sidecar(), Json.write(foreign), Map.of());
    assertConflict(() -> results.find(claim));
  }

  @Test
  void aMissingBucketIsSaid() {
    Claim elsewhere =
        new Claim(
            claim.job(),
            claim.task(),
            claim.networks(),
            claim.fingerprint(),
            org.albumen.common.fingerprint.ResultKeys.of(
                new org.albumen.common.job.Target("nowhere", ""),
                claim.task().source(),
                claim.fingerprint(),
                "png"));
    assertThatThrownBy(() -> results.find(elsewhere))
        .isInstanceOfSatisfying(
            AlbumenException.class,
            e -> assertThat(e.code()).isEqualTo(FailureCode.BUCKET_NOT_FOUND));
  }

  private static final java.nio.charset.Charset UTF_8 = StandardCharsets.UTF_8;

  private static void assertConflict(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            AlbumenException.class,
            e -> assertThat(e.code()).isEqualTo(FailureCode.RESULT_CONFLICT));
  }

  private Stored unchecked(String image, String worker) {
    try {
      return write(image, worker);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private Stored write(String image, String worker) throws Exception {
    Path file = Files.writeString(Files.createTempFile(folder, "image", ""), image);
    Sidecar sidecar = sidecar(image, worker, claim.fingerprint().hex());
    return results.store(
        claim, new Products(file, null), sidecar, Files.createTempFile(folder, "sidecar", ""));
  }

  private Sidecar sidecar(String image, String worker, String fingerprint) {
    byte[] bytes = image.getBytes(UTF_8);
    return new Sidecar(
        Sidecar.SCHEMA,
        fingerprint,
        claim.job().id(),
        claim.job().batchId(),
        claim.task().source(),
        Digest.ofBytes(bytes),
        4,
        3,
        null,
        claim.task().recipe(),
        new ResultImage(
            claim.keys().image().bucket(),
            claim.keys().image().key(),
            "image/png",
            Digest.ofBytes(bytes),
            bytes.length,
            8,
            6),
        null,
        null,
        List.of(),
        null,
        null,
        null,
        claim.networks(),
        Timings.NONE,
        "albumen test",
        1,
        worker,
        Instant.EPOCH);
  }
}
