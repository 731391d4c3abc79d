package org.albumen.models.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.albumen.models.failure.ModelException;
import org.albumen.models.failure.ModelProblem;
import org.albumen.models.oracle.OracleCase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NvidiaPickleTest {
  @TempDir private Path folder;

  @Test
  void walksTheModulesOfTheMovingAverage() throws Exception {
    for (int protocol : new int[] {3, 4}) {
      // Given
      Path file = write(NvidiaBytes.file(protocol));

      // When
      Map<String, List<Float>> tensors = read(file, null);

      // Then: absent and temporary tensors are none of the state dictionary.
      assertThat(tensors)
          .isEqualTo(Map.of("block.weight", List.of(1f, 2f, 3f, 4f), "block.kept", List.of(7f)));
    }
  }

  @Test
  void readsAnotherNetworkWhenAskedTo() throws Exception {
    // Given
    Path file = write(NvidiaBytes.file(3));

    // When, then
    assertThat(read(file, "G")).containsEntry("block.weight", List.of(0.5f, 1f, 1.5f, 2f));
  }

  @Test
  void namesTheNetworksThereAreWhenTheRootKeyIsAbsent() throws Exception {
    // Given: D is None.
    Path file = write(NvidiaBytes.file(3));

    // When, then
    assertThatThrownBy(() -> read(file, "D"))
        .isInstanceOfSatisfying(
            ModelException.class,
            e -> assertThat(e.problem()).isEqualTo(ModelProblem.MODEL_MISMATCH))
        .hasMessageContaining("'D'")
        .hasMessageContaining("'G_ema'");
  }

  @Test
  void refusesEveryOtherClassByItsName() throws Exception {
    for (String name : List.of("posix\nsystem", "builtins\neval", "numpy\nload", "torch\nload")) {
      // Given
      String call = "c" + name + "\n" + NvidiaBytes.text("ls") + "\u0085R";
      Path file = write(ofRoot(call));

      // When, then
      assertCorrupt(file, name.replace('\n', '.'));
    }
  }

  @Test
  void aFileThatEndsEarlyIsCorrupt() throws Exception {
    byte[] whole = NvidiaBytes.file(4);
    for (int length = 1; length < whole.length; length += 11) {
      assertCorrupt(write(Arrays.copyOf(whole, length)), "cannot be read");
    }
  }

  @Test
  void flippedBitsNeverGiveAnythingButAModelException() throws Exception {
    assertThat(refusedFlips(NvidiaBytes.file(3), 1500)).isGreaterThan(400);
  }

  @Test
  void flippedBitsInAFileThatPythonWroteDoNeither() throws Exception {
    Path oracle = OracleCase.folder("stylegan3").resolve("tiny-sg3-r-a.pkl");
    assertThat(refusedFlips(Files.readAllBytes(oracle), 300)).isGreaterThan(20);
  }

  private int refusedFlips(byte[] whole, int rounds) throws Exception {
    Random random = new Random(11);
    int refused = 0;
    for (int round = 0; round < rounds; round++) {
      // Given
      byte[] bytes = whole.clone();
      int at = random.nextInt(bytes.length);
      bytes[at] ^= (byte) (1 << random.nextInt(8));
      Path file = write(bytes);

      // When
      try {
        read(file, null);
      } catch (ModelException e) {
        // Then
        assertThat(e.getMessage()).doesNotContain("\n").hasSizeLessThan(1200);
        refused++;
      } catch (RuntimeException | Error e) {
        fail("a flipped bit in byte " + at, e);
      }
    }
    return refused;
  }

  @Test
  void modulesInsideThemselvesAreRefused() throws Exception {
    // Given: the dictionary of modules is memoised, and holds its own module.
    String state =
        NvidiaBytes.text("_parameters")
            + "}"
            + (NvidiaBytes.text("_buffers") + "}")
            + (NvidiaBytes.text("_modules") + "}q\u0001");
    String module = NvidiaBytes.object("Loop", state) + "q\u0002";
    String loop = module + "0h\u0001" + NvidiaBytes.text("a") + "h\u0002s0h\u0002";

    // When, then
    assertCorrupt(write(ofRoot(loop)), "nested without end");
  }

  @Test
  void modulesThatMultiplyAreRefusedInTime() throws Exception {
    // Given: thirty levels, each of which holds the one below twice: 2^30 ways to the bottom.
    StringBuilder levels = new StringBuilder(NvidiaBytes.module("Leaf", "", "", ""));
    levels.append("q\u0001");
    for (int i = 0; i < 30; i++) {
      String twice = NvidiaBytes.text("a") + "h\u0001" + NvidiaBytes.text("b") + "h\u0001";
      levels.append('0').append(NvidiaBytes.module("Level", "", "", twice)).append("q\u0001");
    }
    Path file = write(ofRoot(levels.toString()));

    // When, then
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(60), () -> assertCorrupt(file, "nested without end"));
  }

  @Test
  void aStorageThatIsCalledForOftenIsParsedOnce() throws Exception {
    // Given: 1 MB of numbers, called for 200,000 times.
    String stream = NvidiaBytes.stream(new float[1 << 18]);
    String calls =
        ("B" + NvidiaBytes.int32(stream.length()) + stream + "q\u0001")
            + (NvidiaBytes.LOAD + "q\u00020")
            + "h\u0002h\u0001\u0085R0".repeat(200_000);
    Path file = write(ofRoot(calls + "0N"));

    // When, then
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> assertThatThrownBy(() -> read(file, null)).isInstanceOf(ModelException.class));
  }

  @Test
  void aNestingAsDeepAsTheFileIsRefused() throws Exception {
    for (String opcode : List.of("]", "}", "\u0085", "(", ")q\u0001")) {
      // Given
      Path file = write(NvidiaBytes.latin1("\u0080\u0004)" + opcode.repeat(2_100_000) + "."));

      // When, then
      assertCorrupt(file, "more parts than any network needs");
    }
  }

  @Test
  void shapesThatTheirStorageCannotFillAreCorrupt() throws Exception {
    int most = Integer.MAX_VALUE;
    for (List<Integer> shape :
        List.of(List.of(most, most), List.of(-1), List.of(3), List.of(0, -2))) {
      // Given
      String tensor =
          NvidiaBytes.tensor(
              NvidiaBytes.storage(1, 2), NvidiaBytes.integers(shape), NvidiaBytes.integers(shape));
      Path file = write(ofRoot(NvidiaBytes.module("Net", NvidiaBytes.text("w") + tensor, "", "")));

      // When, then
      assertCorrupt(file, "'w'");
    }
  }

  @Test
  void longTextsAreNotRepeatedAsNames() throws Exception {
    // Given: one long name for the parameter of every one of many modules.
    String name = NvidiaBytes.text("n".repeat(1 << 20));
    String tensor = NvidiaBytes.tensor(NvidiaBytes.storage(1), List.of(1));
    Path file = write(ofRoot(NvidiaBytes.module("Net", name + tensor, "", "")));

    // When, then
    assertCorrupt(file, "absurdly long");
  }

  @Test
  void aPickleOfSomethingElseIsCorrupt() throws Exception {
    assertCorrupt(write(NvidiaBytes.latin1("\u0080\u0004]K\u0001a.")), "neither");
    assertThatThrownBy(() -> read(write(NvidiaBytes.latin1("\u0080\u0004}.")), null))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("no network 'G_ema'");
  }

  private static byte[] ofRoot(String network) {
    return NvidiaBytes.latin1("\u0080\u0003}" + NvidiaBytes.text("G_ema") + network + "s.");
  }

  private static void assertCorrupt(Path file, String reason) {
    assertThatThrownBy(() -> read(file, null))
        .isInstanceOfSatisfying(
            ModelException.class,
            e -> assertThat(e.problem()).isEqualTo(ModelProblem.MODEL_CORRUPT))
        .hasMessageContaining(reason)
        .hasMessageNotContaining("\n");
  }

  private static Map<String, List<Float>> read(Path file, @Nullable String root)
      throws ModelException {
    Map<String, List<Float>> read = new HashMap<>();
    try (Checkpoint checkpoint = Checkpoint.open(file, root)) {
      for (Tensor tensor : checkpoint.tensors().values()) {
        Float[] numbers = new Float[tensor.count()];
        float[] floats = tensor.floats();
        Arrays.setAll(numbers, i -> floats[i]);
        read.put(tensor.name(), List.of(numbers));
      }
    }
    return read;
  }

  private Path write(byte[] bytes) throws Exception {
    return Files.write(folder.resolve("network.pkl"), bytes);
  }
}
