package org.albumen.models.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.albumen.models.catalogue.Catalogue;
import org.albumen.models.catalogue.ModelStore;
import org.albumen.models.failure.ModelException;
import org.albumen.models.failure.ModelProblem;
import org.albumen.models.failure.RestorationException;
import org.albumen.models.failure.RestorationProblem;
import org.albumen.models.fixture.TinyModels;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TorchEngineTest {
  private static final int SIDE = 64;

  @TempDir private Path folder;
  private ModelStore store;

  @BeforeEach
  void pull() throws Exception {
    store =
        ModelStore.open(
            folder.resolve("cache"), Catalogue.standard().with(TinyModels.in(folder).cards()));
    store.pull(TinyModels.UPSCALER, line -> {});
    store.pull(TinyModels.BROKEN_UPSCALER, line -> {});
  }

  @Test
  void doublesAnImageThatResemblesItsSource() throws Exception {
    // Given
    ByteBuffer gray = picture(0, 200);

    // When
    ByteBuffer answer;
    try (TorchEngine engine = TorchEngine.create(1);
        ImageNetwork network = load(engine, TinyModels.UPSCALER)) {
      answer = network.apply(gray, SIDE, SIDE);
    }

    // Then
    assertThat(answer.remaining()).isEqualTo(2 * SIDE * 2 * SIDE * 3);
    int middle = (SIDE * 2 * SIDE + SIDE) * 3;
    assertThat(answer.get(middle) & 0xff).isBetween(150, 250);
  }

  @Test
  void theSourceIsNotChanged() throws Exception {
    // Given
    ByteBuffer source = picture(3, 0);

    // When
    try (TorchEngine engine = TorchEngine.create(1);
        ImageNetwork network = load(engine, TinyModels.UPSCALER)) {
      network.apply(source, SIDE, SIDE);
    }

    // Then
    assertThat(source).isEqualTo(picture(3, 0));
  }

  @Test
  void anAnswerThatIsNotFiniteIsAFailure() throws Exception {
    try (TorchEngine engine = TorchEngine.create(1);
        ImageNetwork network = load(engine, TinyModels.BROKEN_UPSCALER)) {
      // When, then
      assertThatThrownBy(() -> network.apply(picture(1, 0), SIDE, SIDE))
          .isInstanceOfSatisfying(
              RestorationException.class,
              e -> assertThat(e.problem()).isEqualTo(RestorationProblem.INVALID_OUTPUT));
    }
  }

  @Test
  void threadsSideBySideGiveTheSameAnswers() throws Exception {
    try (TorchEngine engine = TorchEngine.create(4);
        ImageNetwork network = load(engine, TinyModels.UPSCALER)) {
      // Given
      List<ByteBuffer> alone = new ArrayList<>();
      for (int seed = 0; seed < 8; seed++) {
        alone.add(network.apply(picture(seed, 0), SIDE, SIDE));
      }
      Set<String> threads = ConcurrentHashMap.newKeySet();

      // When
      List<CompletableFuture<ByteBuffer>> together = new ArrayList<>();
      for (int call = 0; call < 80; call++) {
        int seed = call % 8;
        together.add(
            CompletableFuture.supplyAsync(
                () -> {
                  threads.add(Thread.currentThread().getName());
                  return applied(network, picture(seed, 0));
                },
                engine.executor()));
      }

      // Then
      for (int call = 0; call < 80; call++) {
        assertThat(together.get(call).join()).isEqualTo(alone.get(call % 8));
      }
      assertThat(threads).hasSizeBetween(1, 4).allMatch(name -> name.startsWith("torch-"));
    }
  }

  @Test
  void manyCallsKeepNoNativeMemory() throws Exception {
    try (TorchEngine engine = TorchEngine.create(1);
        ImageNetwork network = load(engine, TinyModels.UPSCALER)) {
      // Given: a call's input and answer are 240 KiB; 800 that leaked would keep 190 MiB.
      callOften(network, 100);
      long before = residentKibibytes();

      // When
      callOften(network, 800);

      // Then
      assertThat(residentKibibytes() - before).isLessThan(80 * 1024);
    }
  }

  private static void callOften(ImageNetwork network, int calls) throws RestorationException {
    int side = 128;
    ByteBuffer rgb = ByteBuffer.allocateDirect(side * side * 3);
    for (int call = 0; call < calls; call++) {
      rgb.put(call, (byte) call);
      network.apply(rgb, side, side);
      if (call % 50 == 0) {
        System.gc(); // frees the answers, which are direct buffers of Java
      }
    }
  }

  @Test
  void refusesBuffersThatAreNoImage() throws Exception {
    try (TorchEngine engine = TorchEngine.create(1);
        ImageNetwork network = load(engine, TinyModels.UPSCALER)) {
      assertThatThrownBy(() -> network.apply(ByteBuffer.allocateDirect(9), 1, 3))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> network.apply(ByteBuffer.allocateDirect(11), 2, 2))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> network.apply(ByteBuffer.allocate(12), 2, 2))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void aClosedNetworkSaysSo() throws Exception {
    try (TorchEngine engine = TorchEngine.create(1)) {
      // Given
      ImageNetwork network = load(engine, TinyModels.UPSCALER);
      network.close();
      network.close();

      // When, then
      assertThatThrownBy(() -> network.apply(picture(0, 0), SIDE, SIDE))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void aDamagedArchiveIsNamed() throws Exception {
    // Given
    Path archive = store.torchScript(TinyModels.UPSCALER);
    byte[] bytes = Files.readAllBytes(archive);
    Files.write(archive, Arrays.copyOf(bytes, bytes.length / 2));

    // When, then
    try (TorchEngine engine = TorchEngine.create(1)) {
      assertThatThrownBy(() -> load(engine, TinyModels.UPSCALER))
          .isInstanceOfSatisfying(
              ModelException.class,
              e -> assertThat(e.problem()).isEqualTo(ModelProblem.MODEL_CORRUPT))
          .hasMessageContaining(archive.toString());
    }
  }

  private ImageNetwork load(TorchEngine engine, String name) throws ModelException {
    return engine.load(store.torchScript(name), store.network(name));
  }

  private static ByteBuffer applied(ImageNetwork network, ByteBuffer rgb) {
    try {
      return network.apply(rgb, SIDE, SIDE);
    } catch (RestorationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ByteBuffer picture(int step, int level) {
    ByteBuffer rgb = ByteBuffer.allocateDirect(SIDE * SIDE * 3);
    for (int i = 0; i < rgb.capacity(); i++) {
      rgb.put(i, (byte) (level + i * step));
    }
    return rgb;
  }

  private static long residentKibibytes() throws Exception {
    System.gc();
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }
}
