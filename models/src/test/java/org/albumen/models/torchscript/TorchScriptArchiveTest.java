package org.albumen.models.torchscript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.ParameterStore;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.albumen.models.compute.TorchEngine;
import org.albumen.models.failure.ModelException;
import org.albumen.models.failure.ModelProblem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TorchScriptArchiveTest {
  private static final Storage EXACT = new Storage(false, true);

  private static final ScriptModule AFFINE =
      ScriptModule.of(
              new ScriptClass(
                  "Affine",
                  """
                    def forward(self: __torch__.Affine, x: Tensor) -> Tensor:
                      y = torch.add(torch.mul(x, self.factor), self.offset)
                      if self.twice:
                        y = torch.mul(y, self.count)
                      return torch.add(y, self.extra)
                  """))
          .parameter("factor", 3L)
          .buffer("offset", 3L)
          .constant("twice", true)
          .constant("count", 1L << 33)
          .constant("extra", 0.25)
          .build();

  private static final ScriptModule NETWORK =
      ScriptModule.of(
              new ScriptClass(
                  "Network",
                  """
                    def forward(self: __torch__.Network, x: Tensor) -> Tensor:
                      return getattr(self.list, "0").forward(x)
                  """))
          .module("list", ScriptModule.of(new ScriptClass("List0", "")).module("0", AFFINE).build())
          .build();

  @TempDir private Path folder;

  @Test
  void libtorchLoadsAndRunsWhatWasDeclared() throws Exception {
    // Given
    Path archive = folder.resolve("network.pt");
    TorchScriptArchive.write(
        archive,
        NETWORK,
        name -> name.equals("list.0.factor") ? new float[] {1, 2, 3} : new float[] {4, 5, 6},
        EXACT);

    // When
    float[] answer;
    try (TorchEngine engine = TorchEngine.create(1);
        Model model = Model.newInstance("network.pt", "PyTorch");
        NDManager manager = NDManager.newBaseManager("PyTorch")) {
      assertThat(engine.threads()).isEqualTo(1);
      model.load(folder, "network.pt");
      NDArray input = manager.create(new float[] {10, 10, 10});
      answer =
          model
              .getBlock()
              .forward(new ParameterStore(manager, false), new NDList(input), false)
              .get(0)
              .toFloatArray();
    }

    // Then
    float count = 1L << 33;
    assertThat(answer).containsExactly(14 * count + .25f, 25 * count + .25f, 36 * count + .25f);
  }

  @Test
  void theSameInputGivesTheSameBytes() throws Exception {
    // Given
    Path first = folder.resolve("first.pt");
    Path second = folder.resolve("second.pt");

    // When
    TorchScriptArchive.write(first, NETWORK, name -> new float[3], EXACT);
    Thread.sleep(2100); // longer than the resolution of times in zips
    TorchScriptArchive.write(second, NETWORK, name -> new float[3], EXACT);

    // Then
    assertThat(second).hasSameBinaryContentAs(first);
  }

  @Test
  void aFailureLeavesNothingBehind() throws Exception {
    // Given
    Path archive = folder.resolve("network.pt");
    Weights failing =
        name -> {
          if (name.endsWith("offset")) {
            throw new ModelException(ModelProblem.MODEL_CORRUPT, "no such numbers");
          }
          return new float[3];
        };

    // When, then
    assertThatThrownBy(() -> TorchScriptArchive.write(archive, NETWORK, failing, EXACT))
        .hasMessage("no such numbers");
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void anExistingArchiveIsReplacedAsAWhole() throws Exception {
    // Given
    Path archive = Files.writeString(folder.resolve("network.pt"), "an older one");

    // When
    TorchScriptArchive.write(archive, NETWORK, name -> new float[3], EXACT);

    // Then
    assertThat(Files.size(archive)).isGreaterThan(500);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void refusesNumbersThatDoNotFillTheShape() {
    assertThatThrownBy(
            () ->
                TorchScriptArchive.write(
                    folder.resolve("n.pt"), NETWORK, name -> new float[2], EXACT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("list.0.factor");
  }

  @Test
  void refusesModulesOfOneClassThatDiffer() {
    // Given
    ScriptClass one = new ScriptClass("One", "");
    ScriptModule network =
        ScriptModule.of(new ScriptClass("Two", ""))
            .module("a", ScriptModule.of(one).parameter("x", 1L).build())
            .module("b", ScriptModule.of(one).buffer("x", 1L).build())
            .build();

    // When, then
    assertThatThrownBy(
            () ->
                TorchScriptArchive.write(
                    folder.resolve("n.pt"), network, name -> new float[1], EXACT))
        .hasMessageContaining("class One differ");
  }

  @Test
  void roundsToBrainFloatsToNearestEven() {
    assertThat(TensorRecord.toBfloat16(1f)).isEqualTo((short) 0x3f80);
    assertThat(TensorRecord.toBfloat16(Float.intBitsToFloat(0x3f808000))).isEqualTo((short) 0x3f80);
    assertThat(TensorRecord.toBfloat16(Float.intBitsToFloat(0x3f818000))).isEqualTo((short) 0x3f82);
    assertThat(TensorRecord.toBfloat16(Float.intBitsToFloat(0x3f808001))).isEqualTo((short) 0x3f81);
    assertThat(TensorRecord.toBfloat16(Float.NEGATIVE_INFINITY)).isEqualTo((short) 0xff80);
    assertThat(TensorRecord.toBfloat16(Float.intBitsToFloat(0x7f800001)) & 0x7f).isNotZero();
  }

  @Test
  void laysTensorsOfFourAxesOutAsChannelsLast() {
    // Given
    ScriptModule.Weight weight = new ScriptModule.Weight(List.of(1L, 2L, 1L, 3L), true, false);

    // When
    byte[] bytes = TensorRecord.bytes(new float[] {1, 2, 3, 4, 5, 6}, weight, EXACT);

    // Then
    FloatBuffer floats = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    float[] order = new float[6];
    floats.get(order);
    assertThat(order).containsExactly(1, 4, 2, 5, 3, 6);
    assertThat(TensorRecord.strides(weight, EXACT)).containsExactly(6, 1, 6, 2);
  }
}
