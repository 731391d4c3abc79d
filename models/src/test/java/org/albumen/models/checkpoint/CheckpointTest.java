package org.albumen.models.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.albumen.models.failure.ModelException;
import org.albumen.models.failure.ModelProblem;
import org.albumen.models.fixture.PthFile;
import org.albumen.models.fixture.TinyTensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {
  private static final List<TinyTensor> TENSORS =
      List.of(
          new TinyTensor("b.weight", List.of(2, 3), 1, 2, 3, 4, 5, 6),
          new TinyTensor("a.bias", List.of(2), -0.5f, Float.MIN_VALUE));

  @TempDir private Path folder;

  @Test
  void readsTheZipFormatInTheFilesOrder() throws Exception {
    // Given
    Path file = write("w.pth", PthFile.zip("params_ema", TENSORS));

    // When
    try (Checkpoint checkpoint = Checkpoint.open(file, "params_ema")) {
      // Then
      assertThat(checkpoint.tensors().keySet()).containsExactly("b.weight", "a.bias");
      Tensor weight = tensor(checkpoint, "b.weight");
      assertThat(weight.shape()).containsExactly(2L, 3L);
      assertThat(weight.floats()).containsExactly(1, 2, 3, 4, 5, 6);
      assertThat(tensor(checkpoint, "a.bias").floats()).containsExactly(-0.5f, Float.MIN_VALUE);
    }
  }

  @Test
  void findsTheUsualRootKeysByItself() throws Exception {
    for (String root : List.of("params_ema", "params", "g_ema", "")) {
      // Given
      Path file = write("root-" + root + ".pth", PthFile.zip(root, TENSORS));

      // When
      try (Checkpoint checkpoint = Checkpoint.open(file, null)) {
        // Then
        assertThat(checkpoint.tensors()).as(root).hasSize(2);
      }
    }
  }

  @Test
  void givesTheSameDigestForEveryFormat() throws Exception {
    // Given
    Path zip = write("w.pth", PthFile.zip("params", TENSORS));
    Path legacy = write("old.pth", PthFile.legacy("g_ema", TENSORS));
    Path onnx = write("w.onnx", OnnxBytes.of(TENSORS));

    // When
    String digest = digest(zip);

    // Then
    assertThat(digest(legacy)).isEqualTo(digest);
    assertThat(digest(onnx)).isEqualTo(digest);
  }

  @Test
  void givesAnotherDigestForOtherWeights() throws Exception {
    // Given
    List<TinyTensor> other =
        List.of(TENSORS.get(0), new TinyTensor("a.bias", List.of(2), -0.5f, 0));

    // When
    String digest = digest(write("other.pth", PthFile.zip("", other)));

    // Then
    assertThat(digest).isNotEqualTo(digest(write("w.pth", PthFile.zip("", TENSORS))));
  }

  @Test
  void dropsThePrefixOfDataParallelTraining() throws Exception {
    // Given
    List<TinyTensor> prefixed =
        TENSORS.stream()
            .map(t -> new TinyTensor("module." + t.name(), t.shape(), t.values()))
            .toList();
    Path file = write("w.pth", PthFile.legacy("params", prefixed));

    // When
    try (Checkpoint checkpoint = Checkpoint.open(file, null)) {
      // Then
      assertThat(checkpoint.tensors().keySet()).containsExactly("b.weight", "a.bias");
    }
  }

  @Test
  void namesTheKeysThereAreWhenTheRootKeyIsAbsent() throws Exception {
    // Given
    Path file = write("w.pth", PthFile.zip("params", TENSORS));

    // When, then
    assertThatThrownBy(() -> Checkpoint.open(file, "params_ema"))
        .isInstanceOfSatisfying(
            ModelException.class,
            e -> assertThat(e.problem()).isEqualTo(ModelProblem.MODEL_MISMATCH))
        .hasMessageContaining("'params_ema'")
        .hasMessageContaining("'params'");
  }

  @Test
  void leavesOutWhatAnOnnxExporterMade() throws Exception {
    // Given
    Path file =
        write(
            "w.onnx",
            OnnxBytes.of(List.of(TENSORS.get(0), new TinyTensor("onnx::Resize_7", List.of(1), 2))));

    // When
    try (Checkpoint checkpoint = Checkpoint.open(file, null)) {
      // Then
      assertThat(checkpoint.tensors().keySet()).containsExactly("b.weight");
    }
  }

  private static Tensor tensor(Checkpoint checkpoint, String name) {
    return Objects.requireNonNull(checkpoint.tensors().get(name));
  }

  private static String digest(Path file) throws ModelException {
    try (Checkpoint checkpoint = Checkpoint.open(file, null)) {
      return checkpoint.digest();
    }
  }

  private Path write(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }
}
