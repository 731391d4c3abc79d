package org.albumen.models.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.albumen.models.failure.ModelException;
import org.albumen.models.failure.ModelProblem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TfjsModelTest {
  private static final String MODEL =
      """
      {"format": "graph-model", "weightsManifest": [{"paths": ["a.bin", "b.bin", "c.bin"],
        "weights": [
          {"name": "net/conv", "shape": [2, 3], "dtype": "float32"},
          {"name": "net/axis", "shape": [1], "dtype": "int32"},
          {"name": "net/alpha", "shape": [], "dtype": "float32"}]}]}
      """;

  @TempDir private Path folder;
  private Path model;

  /** 32 bytes in three files whose borders lie inside of numbers. */
  @BeforeEach
  void write() throws Exception {
    ByteBuffer numbers = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 1; i <= 6; i++) {
      numbers.putFloat(i / 2f);
    }
    byte[] bytes = numbers.putInt(-7).putFloat(0.2f).array();
    Files.write(folder.resolve("a.bin"), Arrays.copyOfRange(bytes, 0, 6));
    Files.write(folder.resolve("b.bin"), Arrays.copyOfRange(bytes, 6, 9));
    Files.write(folder.resolve("c.bin"), Arrays.copyOfRange(bytes, 9, 32));
    model = Files.writeString(folder.resolve("model.json"), MODEL);
  }

  @Test
  void readsTensorsThatLieAcrossFiles() throws Exception {
    // When
    TfjsModel read = TfjsModel.open(model);

    // Then
    assertThat(read.tensors().keySet()).containsExactly("net/conv", "net/axis", "net/alpha");
    assertThat(tensor(read, "net/conv").shape()).isEqualTo(List.of(2L, 3L));
    assertThat(tensor(read, "net/conv").floats()).containsExactly(.5f, 1, 1.5f, 2, 2.5f, 3);
    assertThat(tensor(read, "net/axis").longs()).containsExactly(-7);
    assertThat(tensor(read, "net/alpha").floats()).containsExactly(0.2f);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[2, 3]      | [2, 4]          | 'net/axis' reaches beyond",
        "[2, 3]      | [2, 2]          | its tensors take 24 bytes",
        "[2, 3]      | [-2, 3]         | impossible shape",
        "[2, 3]      | [2.5, 3]        | impossible shape",
        "[2, 3]      | 6               | impossible shape",
        "[2, 3]      | [65536, 65536]  | reaches beyond its data",
        "[2, 3]      | [2147483647, 2147483647, 2147483647, 0, 0] | which its data cannot fill",
        "[2, 3]      | [1,1,1,1,1,1,1,1,6] | impossible shape",
        "\"int32\"   | \"string\"      | the element type 'string'",
        "\"int32\"   | \"int32\", \"quantization\": {} | quantised",
        "net/axis    | net/conv        | twice",
        "b.bin       | ../b.bin        | not one beside it",
        "b.bin       | absent.bin      | 'absent.bin' is absent",
        "weightsMan  | other           | no weightsManifest",
        "]}]}        | ]}              | no JSON"
      })
  void saysWhatIsWrong(String from, String to, String message) throws Exception {
    // Given
    Files.writeString(model, MODEL.replace(from, to));

    // Then
    assertThatThrownBy(() -> TfjsModel.open(model))
        .isInstanceOfSatisfying(
            ModelException.class,
            e -> assertThat(e.problem()).isEqualTo(ModelProblem.MODEL_CORRUPT))
        .hasMessageContaining(message)
        .hasMessageNotContaining("\n");
  }

  @Test
  void numbersCutOffAreCorrupt() throws Exception {
    // Given
    Files.write(folder.resolve("c.bin"), new byte[22]);

    // Then
    assertThatThrownBy(() -> TfjsModel.open(model)).hasMessageContaining("reaches beyond its data");
  }

  @Test
  void aFileThatBecameShorterIsCorrupt() throws Exception {
    // Given
    TfjsModel read = TfjsModel.open(model);
    Files.write(folder.resolve("b.bin"), new byte[1]);

    // Then
    assertThatThrownBy(() -> tensor(read, "net/conv").floats())
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("b.bin cannot be read: it became shorter");
  }

  @Test
  void flippedBitsAndEarlyEndsGiveNothingButAModelException() throws Exception {
    Random random = new Random(3);
    byte[] whole = MODEL.getBytes(StandardCharsets.UTF_8);
    int refused = 0;
    for (int round = 0; round < 2000; round++) {
      // Given
      byte[] bytes = round < whole.length ? Arrays.copyOf(whole, round) : whole.clone();
      if (bytes.length == whole.length) {
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      }
      Files.write(model, bytes);

      // When
      try {
        for (Tensor tensor : TfjsModel.open(model).tensors().values()) {
          tensor.floats();
        }
      } catch (ModelException e) {
        refused++;
      }
    }

    // Then
    assertThat(refused).isGreaterThan(1000);
  }

  private static Tensor tensor(TfjsModel model, String name) {
    return Objects.requireNonNull(model.tensors().get(name));
  }
}
