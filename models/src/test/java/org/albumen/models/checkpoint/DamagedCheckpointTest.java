package org.albumen.models.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.albumen.models.failure.ModelException;
import org.albumen.models.failure.ModelProblem;
import org.albumen.models.fixture.PthFile;
import org.albumen.models.fixture.TinyRrdbnet;
import org.albumen.models.fixture.TinyTensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DamagedCheckpointTest {
  @TempDir private Path folder;

  @Test
  void aFileThatEndsEarlyIsCorrupt() throws Exception {
    for (Map.Entry<String, byte[]> format : formats().entrySet()) {
      byte[] whole = format.getValue();
      for (int length = 0; length < whole.length; length += 1 + whole.length / 97) {
        // Given
        Path file = write(Arrays.copyOf(whole, length));

        // When, then
        assertThatThrownBy(() -> readAll(file))
            .as("%s cut to %d bytes", format.getKey(), length)
            .isInstanceOfSatisfying(
                ModelException.class,
                e -> {
                  assertThat(e.problem()).isEqualTo(ModelProblem.MODEL_CORRUPT);
                  assertThat(e.getMessage()).doesNotContain("\n");
                });
      }
    }
  }

  @Test
  void flippedBitsNeverGiveAnythingButAModelException() throws Exception {
    Random random = new Random(7);
    int refused = 0;
    for (Map.Entry<String, byte[]> format : formats().entrySet()) {
      for (int round = 0; round < 400; round++) {
        // Given
        byte[] bytes = format.getValue().clone();
        int structure = Math.min(bytes.length, 6000);
        int at = round % 2 == 0 ? random.nextInt(structure) : random.nextInt(bytes.length);
        bytes[at] ^= (byte) (1 << random.nextInt(8));
        Path file = write(bytes);

        // When
        try {
          readAll(file);
        } catch (ModelException e) {
          // Then
          assertThat(e.getMessage()).doesNotContain("\n").hasSizeLessThan(1200);
          refused++;
        } catch (RuntimeException | Error e) {
          fail(format.getKey() + " with a flipped bit in byte " + at, e);
        }
      }
    }
    assertThat(refused).isGreaterThan(300);
  }

  @Test
  void theZipFormatNoticesAFlippedWeight() throws Exception {
    // Given
    TinyTensor tensor = new TinyTensor("w", List.of(64), new float[64]);
    byte[] bytes = PthFile.zip("", List.of(tensor));
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int data = text.indexOf("tiny/data/0") + "tiny/data/0".length();
    bytes[data + 17] ^= 1;
    Path file = write(bytes);

    // When, then
    assertThatThrownBy(() -> readAll(file)).hasMessageContaining("checksum");
  }

  @Test
  void aShapeThatItsDataCannotFillIsCorrupt() throws Exception {
    // Given: 2^31-1 x 2^31-1 numbers over a storage of one.
    String huge = "J\u00ff\u00ff\u00ff\u007fJ\u00ff\u00ff\u00ff\u007f";
    Path file = write(legacy("(" + huge + "t(K\u0001K\u0001t"));

    // When, then
    assertThatThrownBy(() -> readAll(file))
        .hasMessageContaining("'w'")
        .hasMessageContaining("cannot fill");
  }

  @Test
  void aShapeRepeatedByStrideZeroIsCorrupt() throws Exception {
    // Given
    Path file = write(legacy("(J\u0000\u0000\u0000@t(K\u0000t"));

    // When, then
    assertThatThrownBy(() -> readAll(file)).hasMessageContaining("cannot fill");
  }

  @Test
  void aNegativeShapeIsCorrupt() throws Exception {
    // Given
    Path file = write(legacy("(J\u00ff\u00ff\u00ff\u00fft(K\u0001t"));

    // When, then
    assertThatThrownBy(() -> readAll(file)).hasMessageContaining("cannot fill");
  }

  @Test
  void aTextFileIsCorrupt() throws Exception {
    // Given
    Path file = write("<html>404 not found</html>".getBytes(StandardCharsets.US_ASCII));

    // When, then
    assertThatThrownBy(() -> readAll(file)).isInstanceOf(ModelException.class);
  }

  /** A legacy file with one tensor {@code w} over a storage of one float, its shape as given. */
  private static byte[] legacy(String shapeAndStrides) throws IOException {
    byte[] whole = PthFile.legacy("", List.of(new TinyTensor("w", List.of(1), 1f)));
    String text = new String(whole, StandardCharsets.ISO_8859_1);
    String plain = "(J\u0001\u0000\u0000\u0000t(J\u0001\u0000\u0000\u0000t";
    assertThat(text).contains(plain);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(text.replace(plain, shapeAndStrides).getBytes(StandardCharsets.ISO_8859_1));
    return out.toByteArray();
  }

  private static Map<String, byte[]> formats() throws IOException {
    List<TinyTensor> tensors = TinyRrdbnet.tensors();
    return Map.of(
        "zip", PthFile.zip("params_ema", tensors),
        "legacy", PthFile.legacy("params_ema", tensors),
        "onnx", OnnxBytes.of(tensors));
  }

  private static void readAll(Path file) throws ModelException {
    try (Checkpoint checkpoint = Checkpoint.open(file, null)) {
      if (checkpoint.tensors().isEmpty()) {
        throw new ModelException(ModelProblem.MODEL_CORRUPT, "no tensors");
      }
      checkpoint.digest();
    }
  }

  private Path write(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("damaged.pth"), bytes);
  }
}
