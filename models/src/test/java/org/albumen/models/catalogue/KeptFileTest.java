package org.albumen.models.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.albumen.models.checkpoint.Checkpoint;
import org.albumen.models.failure.ModelException;
import org.albumen.models.failure.ModelProblem;
import org.albumen.models.network.TinyProGan;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptFileTest {
  @TempDir private Path folder;
  private Path model;
  private Path target;
  private NetworkSpec network;

  @BeforeEach
  void write() throws Exception {
    model = new TinyProGan().write(folder);
    target = folder.resolve("kept.safetensors");
    network = new NetworkSpec.Tensors("progan", new JsonMapper().readTree(TinyProGan.OPTIONS));
  }

  @Test
  void aTensorFlowModelBecomesOneFileThatIsTheSameEachTime() throws Exception {
    // When
    Path kept = KeptFile.of(model, network, target);
    Path again = KeptFile.of(model, network, folder.resolve("again"));

    // Then
    assertThat(kept).isEqualTo(target);
    assertThat(again).hasSameBinaryContentAs(kept);
    try (Checkpoint checkpoint = Checkpoint.open(kept, null)) {
      assertThat(checkpoint.tensors().keySet())
          .containsExactlyElementsOf(
              network.declaration().orElseThrow().module().weights().keySet());
      assertThat(checkpoint.tensors().values())
          .anySatisfy(tensor -> assertThat(tensor.shape()).containsExactly(4L, 5L, 3L, 3L));
    }
  }

  @Test
  void everyOtherFileIsKeptAsItIs() throws Exception {
    for (byte[] bytes : List.of(new byte[0], new byte[] {8, 7}, new byte[] {'P', 'K', 3, 4})) {
      Path file = Files.write(folder.resolve("weights"), bytes);
      assertThat(KeptFile.of(file, network, target)).isEqualTo(file);
    }
    assertThat(target).doesNotExist();
  }

  @Test
  void aTensorFlowModelOfAnotherNetworkIsRefused() throws Exception {
    NetworkSpec other = new NetworkSpec.Tensors("dcgan-g", null);
    assertThatThrownBy(() -> KeptFile.of(model, other, target))
        .isInstanceOfSatisfying(
            ModelException.class,
            e -> assertThat(e.problem()).isEqualTo(ModelProblem.MODEL_MISMATCH))
        .hasMessageContaining("progan only");
    assertThatThrownBy(() -> KeptFile.of(model, new NetworkSpec.Tensors("progan", null), target))
        .hasMessageContaining("instead of [4, 4, 512, 512]");
  }

  @Test
  void aModelWithoutItsNumbersLeavesNothing() throws Exception {
    // Given
    Files.delete(folder.resolve("group1-shard1of1.bin"));

    // Then
    assertThatThrownBy(() -> KeptFile.of(model, network, target))
        .isInstanceOfSatisfying(
            ModelException.class,
            e -> assertThat(e.problem()).isEqualTo(ModelProblem.MODEL_CORRUPT))
        .hasMessageContaining("group1-shard1of1.bin' is absent");
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).containsExactly(model);
    }
  }
}
