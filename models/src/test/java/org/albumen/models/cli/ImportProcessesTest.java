package org.albumen.models.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.albumen.models.catalogue.ImportRequest;
import org.albumen.models.catalogue.ModelStore;
import org.albumen.models.catalogue.NetworkSpec;
import org.albumen.models.catalogue.Terms;
import org.albumen.models.fixture.PthFile;
import org.albumen.models.fixture.TinyTensor;
import org.albumen.models.network.Rrdbnet;
import org.albumen.models.torchscript.ScriptModule.Weight;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Imports by several processes, and by processes that are killed: a model is whole or not there.
 */
class ImportProcessesTest {
  private static final String OPTIONS = "{\"num_feat\":64,\"num_block\":4,\"num_grow_ch\":32}";
  private static final int SECONDS = 120;

  @TempDir private Path folder;
  private final List<Process> started = new ArrayList<>();
  private Path weights;
  private Path cache;
  private byte[] whole;

  @BeforeEach
  void importWhereNobodyInterferes() throws Exception {
    weights = folder.resolve("weights.pth");
    Files.write(weights, PthFile.zip("params_ema", tensors(new Rrdbnet(64, 4, 32, 4))));
    cache = folder.resolve("cache");
    ModelStore other = ModelStore.of(Optional.of(folder.resolve("other")), Optional.empty());
    NetworkSpec.Tensors network =
        new NetworkSpec.Tensors("rrdbnet", new JsonMapper().readTree(OPTIONS));
    other.importFile(ImportRequest.named("mine", network, weights, null), Terms.STRICT);
    whole = Files.readAllBytes(other.torchScript("mine"));
  }

  @AfterEach
  void end() {
    started.forEach(Process::destroyForcibly);
  }

  @Test
  void ofTwoProcessesOneImportsAndTheOtherFindsItDone() throws Exception {
    // Given
    Process first = start("first");
    Process second = start("second");

    // When
    assertThat(first.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(second.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();

    // Then
    assertThat(List.of(first.exitValue(), second.exitValue())).containsExactlyInAnyOrder(0, 1);
    String loser = Files.readString(folder.resolve(first.exitValue() == 0 ? "second" : "first"));
    assertThat(loser)
        .isEqualTo(
            "albumen: MODEL_MISMATCH: the model mine is here;"
                + " first run: albumen models remove mine\n");
    requireWhole();
  }

  @Test
  void aKilledImportLeavesNothingThatIsUsed() throws Exception {
    int unfinished = 0;
    for (int pause : List.of(0, 20, 60, 150, 300)) {
      // Given
      Process killed = start("killed");
      while (killed.isAlive() && staging().isEmpty()) {
        TimeUnit.MILLISECONDS.sleep(1);
      }
      TimeUnit.MILLISECONDS.sleep(pause);

      // When
      killed.destroyForcibly().waitFor(SECONDS, TimeUnit.SECONDS);
      unfinished += staging().size();

      // Then
      for (Path archive : archives(".pt")) {
        assertThat(Files.readAllBytes(archive)).isEqualTo(whole);
      }
      if (store().catalogue().cards().stream().anyMatch(card -> card.name().equals("mine"))
          && store().isPulled("mine")) {
        store().verify("mine");
        store().remove("mine");
      }
    }
    assertThat(unfinished).as("kills that met an import at work").isPositive();

    // When
    Process next = start("next");
    assertThat(next.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();

    // Then
    assertThat(Files.readString(folder.resolve("next"))).contains("mine");
    assertThat(next.exitValue()).isZero();
    requireWhole();
  }

  private void requireWhole() throws Exception {
    assertThat(staging()).isEmpty();
    assertThat(archives(".unfinished")).isEmpty();
    assertThat(archives(".pt")).hasSize(1);
    assertThat(Files.readAllBytes(store().torchScript("mine"))).isEqualTo(whole);
    store().verify("mine");
  }

  private Process start(String name) throws IOException {
    Process process =
        ModelsProcess.start(
            folder.resolve(name),
            "import",
            weights.toString(),
            "--network",
            "rrdbnet",
            "--config",
            OPTIONS,
            "--name",
            "mine",
            "--cache",
            cache.toString());
    started.add(process);
    return process;
  }

  private ModelStore store() throws Exception {
    return ModelStore.of(Optional.of(cache), Optional.empty());
  }

  private List<Path> staging() throws IOException {
    return entries(cache)
        .filter(path -> path.getFileName().toString().matches("import-.*"))
        .toList();
  }

  private List<Path> archives(String ending) throws IOException {
    return entries(cache.resolve("torchscript"))
        .filter(path -> path.getFileName().toString().endsWith(ending))
        .toList();
  }

  private static Stream<Path> entries(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return Stream.empty();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.toList().stream();
    }
  }

  private static List<TinyTensor> tensors(Rrdbnet network) {
    Random random = new Random(3);
    List<TinyTensor> tensors = new ArrayList<>();
    for (Map.Entry<String, Weight> weight : network.module().weights().entrySet()) {
      List<Integer> shape = weight.getValue().shape().stream().map(Long::intValue).toList();
      float[] values = new float[shape.stream().reduce(1, Math::multiplyExact)];
      for (int i = 0; i < values.length; i++) {
        values[i] = random.nextFloat() - 0.5f;
      }
      tensors.add(new TinyTensor(weight.getKey(), shape, values));
    }
    return tensors;
  }
}
