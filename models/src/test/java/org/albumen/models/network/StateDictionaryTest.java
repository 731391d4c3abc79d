package org.albumen.models.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.albumen.models.checkpoint.Checkpoint;
import org.albumen.models.failure.ModelException;
import org.albumen.models.failure.ModelProblem;
import org.albumen.models.fixture.PthFile;
import org.albumen.models.fixture.TinyTensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateDictionaryTest {
  private static final Rrdbnet NETWORK = new Rrdbnet(8, 1, 4, 2);

  @TempDir private Path folder;

  @Test
  void namesWhatIsMissingLeftOverAndMisshapen() throws Exception {
    // Given
    List<TinyTensor> tensors = new ArrayList<>(RandomRrdbnet.tensors(NETWORK));
    tensors.removeIf(tensor -> tensor.name().equals("conv_hr.bias"));
    tensors.removeIf(tensor -> tensor.name().equals("conv_up1.bias"));
    tensors.add(new TinyTensor("conv_up1.bias", List.of(2, 4), new float[8]));
    tensors.add(new TinyTensor("conv_up3.bias", List.of(1), 0));

    // When, then
    try (Checkpoint checkpoint = open(tensors)) {
      assertThatThrownBy(() -> StateDictionary.of(NETWORK.module(), checkpoint))
          .isInstanceOfSatisfying(
              ModelException.class,
              e -> assertThat(e.problem()).isEqualTo(ModelProblem.MODEL_MISMATCH))
          .hasMessageContaining("missing conv_hr.bias;")
          .hasMessageContaining("left over conv_up3.bias;")
          .hasMessageContaining("misshapen conv_up1.bias [2, 4] instead of [8]");
    }
  }

  @Test
  void saysHowManyMoreThereAre() throws Exception {
    // Given
    List<TinyTensor> none = List.of(new TinyTensor("other", List.of(1), 0));

    // When, then
    try (Checkpoint checkpoint = open(none)) {
      assertThatThrownBy(() -> StateDictionary.of(NETWORK.module(), checkpoint))
          .hasMessageContaining("and 37 more");
    }
  }

  @Test
  void givesTheNumbersOfACompleteCheckpoint() throws Exception {
    // Given
    List<TinyTensor> tensors = RandomRrdbnet.tensors(NETWORK);

    // When
    try (Checkpoint checkpoint = open(tensors)) {
      StateDictionary weights = StateDictionary.of(NETWORK.module(), checkpoint);

      // Then
      assertThat(weights.floats("conv_first.weight")).isEqualTo(tensors.get(0).values());
    }
  }

  @Test
  void namesThatAreIgnoredMayBeThereOrNot() throws Exception {
    // Given
    List<TinyTensor> tensors = new ArrayList<>(RandomRrdbnet.tensors(NETWORK));
    tensors.add(new TinyTensor("seen", List.of(1), 0));
    tensors.add(new TinyTensor("unknown", List.of(1), 0));

    // When, then
    try (Checkpoint checkpoint = open(tensors)) {
      assertThatThrownBy(
              () -> StateDictionary.of(NETWORK.module(), Set.of("seen", "absent"), checkpoint))
          .hasMessageContaining("left over unknown;");
    }
  }

  private Checkpoint open(List<TinyTensor> tensors) throws Exception {
    return Checkpoint.open(Files.write(folder.resolve("w.pth"), PthFile.zip("", tensors)), null);
  }
}
