package org.albumen.models.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.albumen.models.failure.ModelException;
import org.albumen.models.failure.ModelProblem;
import org.albumen.models.fixture.PthFile;
import org.albumen.models.fixture.TinyModels;
import org.albumen.models.fixture.TinyRrdbnet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelStoreTest {
  private static final String NAME = TinyModels.UPSCALER;

  @TempDir private Path folder;
  private final List<String> progress = new ArrayList<>();
  private Path cards;
  private Path cache;

  @BeforeEach
  void write() {
    cards = TinyModels.in(folder).cards();
    cache = folder.resolve("cache");
  }

  @Test
  void whatWasPulledIsNotFetchedAgain() throws Exception {
    // Given
    store().pull(NAME, progress::add);
    Files.delete(folder.resolve(NAME + ".pth"));

    // When
    store().pull(NAME, progress::add);

    // Then
    assertThat(store().isPulled(NAME)).isTrue();
    assertThat(progress).filteredOn(line -> line.contains("trying")).hasSize(1);
  }

  @Test
  void nothingButTheNeededFilesIsKept() throws Exception {
    // When
    store().pull(NAME, progress::add);

    // Then
    try (Stream<Path> files = Files.walk(cache)) {
      assertThat(files.filter(Files::isRegularFile).map(file -> cache.relativize(file).toString()))
          .containsExactlyInAnyOrder(
              "models.lock", "models/tiny-x2/tiny-x2.pth", "models/tiny-x2/manifest.json");
    }
  }

  @Test
  void theIdentityIsTheSameWhicheverSourceGaveTheWeights() throws Exception {
    // Given
    store().pull(NAME, progress::add);
    NetworkIdentity first = store().identity(NAME);
    byte[] legacy = PthFile.legacy("params_ema", TinyRrdbnet.tensors());
    replaceSource(legacy);
    cache = folder.resolve("another cache");

    // When
    store().pull(NAME, progress::add);

    // Then
    assertThat(store().identity(NAME)).isEqualTo(first);
    assertThat(first.sha256()).matches("[0-9a-f]{64}");
    assertThat(first.licence()).isEqualTo("Apache-2.0");
  }

  @Test
  void theIdentityTellsHowTheWeightsAreRun() throws Exception {
    // Given
    store().pull(NAME, progress::add);
    NetworkIdentity fp32 = store().identity(NAME);

    // When
    Files.writeString(cards, Files.readString(cards).replaceFirst("\"fp32\"", "\"bf16\""));

    // Then
    assertThat(store().identity(NAME).sha256()).isNotEqualTo(fp32.sha256());
  }

  @Test
  void theNextSourceIsTriedWhenOneCannotBeReachedOrGivesAnotherFile() throws Exception {
    // Given
    String text = Files.readString(cards);
    int at = text.indexOf("{\"from\"");
    String good = text.substring(at, text.indexOf('}', at) + 1);
    String absent = good.replace(NAME + ".pth", "absent.pth");
    String wrong = good.replace(NAME + ".pth", TinyModels.BROKEN_UPSCALER + ".pth");
    Files.writeString(
        cards, text.substring(0, at) + absent + ", " + wrong + ", " + text.substring(at));

    // When
    store().pull(NAME, progress::add);

    // Then
    assertThat(store().isPulled(NAME)).isTrue();
    assertThat(progress)
        .anyMatch(line -> line.contains("absent.pth NoSuchFileException"))
        .anyMatch(line -> line.contains("gave a wrong file"));
  }

  @Test
  void anotherFileThanTheCardNamesIsCorrupt() throws Exception {
    // Given
    Path source = folder.resolve(NAME + ".pth");
    byte[] bytes = Files.readAllBytes(source);
    bytes[bytes.length / 2] ^= 1;
    Files.write(source, bytes);

    // When, then
    assertThatThrownBy(() -> store().pull(NAME, progress::add))
        .isInstanceOfSatisfying(
            ModelException.class,
            e -> assertThat(e.problem()).isEqualTo(ModelProblem.MODEL_CORRUPT));
    assertThat(store().isPulled(NAME)).isFalse();
  }

  @Test
  void anUnreachableSourceIsNamed() throws Exception {
    // Given: nothing listens on port 1 of this machine.
    String address = folder.resolve(NAME + ".pth").toUri().toString();
    Files.writeString(cards, Files.readString(cards).replace(address, "https://127.0.0.1:1/w.pth"));

    // When, then
    assertThatThrownBy(() -> store().pull(NAME, progress::add))
        .isInstanceOfSatisfying(
            ModelException.class,
            e -> assertThat(e.problem()).isEqualTo(ModelProblem.MODEL_UNAVAILABLE))
        .hasMessageContaining("https://127.0.0.1:1/w.pth could not be reached");
  }

  @Test
  void weightsOfAnotherNetworkDoNotMatch() throws Exception {
    // Given
    Files.writeString(cards, Files.readString(cards).replace("\"growth\": 4", "\"growth\": 8"));

    // When, then
    assertThatThrownBy(() -> store().pull(NAME, progress::add))
        .isInstanceOfSatisfying(
            ModelException.class,
            e -> assertThat(e.problem()).isEqualTo(ModelProblem.MODEL_MISMATCH))
        .hasMessageContaining("body.0.rdb1.conv1.weight");
  }

  @Test
  void whatWasNotPulledSaysHowTo() {
    for (ThrowingCall call :
        List.<ThrowingCall>of(
            () -> store().identity(NAME),
            () -> store().torchScript(NAME),
            () -> store().verify(NAME),
            () -> store().onnx("retinaface-mnet025"))) {
      assertThatThrownBy(call::run)
          .isInstanceOfSatisfying(
              ModelException.class,
              e -> assertThat(e.problem()).isEqualTo(ModelProblem.MODEL_UNAVAILABLE))
          .hasMessageContaining("albumen models pull");
    }
  }

  @Test
  void convertsOnceAndKeepsTheArchive() throws Exception {
    // Given
    store().pull(NAME, progress::add);

    // When
    Path archive = store().torchScript(NAME);
    var written = Files.getLastModifiedTime(archive);
    Path again = store().torchScript(NAME);

    // Then
    assertThat(again).isEqualTo(archive);
    assertThat(Files.getLastModifiedTime(again)).isEqualTo(written);
  }

  @Test
  void verifyNoticesAChangedFile() throws Exception {
    // Given
    store().pull(NAME, progress::add);
    store().verify(NAME);
    flipAByte(cache.resolve("models").resolve(NAME).resolve(NAME + ".pth"));

    // When, then
    assertThatThrownBy(() -> store().verify(NAME)).hasMessageContaining("changed or damaged");
  }

  @Test
  void verifyNoticesAChangedArchive() throws Exception {
    // Given
    store().pull(NAME, progress::add);
    Path archive = store().torchScript(NAME);
    flipAByte(archive);

    // When, then
    assertThatThrownBy(() -> store().verify(NAME)).hasMessageContaining(archive.toString());
    try (Stream<Path> files = Files.list(archive.getParent())) {
      assertThat(files).containsExactly(archive);
    }
  }

  @Test
  void manyMayPullAndConvertAtOnce() throws Exception {
    // Given
    ExecutorService executor = Executors.newFixedThreadPool(8);
    try {
      // When
      List<CompletableFuture<Path>> archives = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        archives.add(CompletableFuture.supplyAsync(this::pullAndConvert, executor));
      }

      // Then
      assertThat(archives.stream().map(CompletableFuture::join).distinct()).hasSize(1);
      assertThat(progress).filteredOn(line -> line.contains("trying")).hasSize(1);
    } finally {
      executor.shutdownNow();
    }
  }

  @FunctionalInterface
  private interface ThrowingCall {
    void run() throws Exception;
  }

  private Path pullAndConvert() {
    try {
      synchronizedPull();
      return store().torchScript(NAME);
    } catch (ModelException e) {
      throw new IllegalStateException(e);
    }
  }

  private void synchronizedPull() throws ModelException {
    store()
        .pull(
            NAME,
            line -> {
              synchronized (progress) {
                progress.add(line);
              }
            });
  }

  private void replaceSource(byte[] bytes) throws IOException {
    Path source = folder.resolve(NAME + ".pth");
    byte[] before = Files.readAllBytes(source);
    String hash = Sha256.of(source);
    Files.write(source, bytes);
    Files.writeString(
        cards,
        Files.readString(cards)
            .replace(hash, Sha256.of(source))
            .replace("\"size\": " + before.length, "\"size\": " + bytes.length));
  }

  private static void flipAByte(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
  }

  private ModelStore store() throws ModelException {
    return ModelStore.open(cache, Catalogue.standard().with(cards));
  }
}
