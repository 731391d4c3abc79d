package org.albumen.models.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FixturesTest {
  private static final String DESCRIPTION =
      """
      {"seed": 7, "weights": [
        {"key": "a", "shape": [40, 50], "kind": "formula", "offset": 0.1, "scale": 0.5},
        {"key": "n", "shape": [], "kind": "int", "constant": 3}]}
      """;

  @TempDir private Path folder;
  private Path oracle;
  private Path packed;
  private byte[] checkpoint = {};

  @BeforeEach
  void makesAnOracle() throws Exception {
    oracle = folder.resolve("oracle");
    packed = Files.createDirectory(folder.resolve("packed"));
    float[] numbers = FormulaValues.of("a", 7, 2000, 0.1, 0.5);
    ByteBuffer bytes = ByteBuffer.allocate(16007).order(ByteOrder.LITTLE_ENDIAN).put((byte) 9);
    for (float number : numbers) {
      bytes.putFloat(number);
    }
    bytes.putInt(42);
    for (float number : numbers) {
      bytes.putFloat(number / 2);
    }
    checkpoint = bytes.array();
    Path family = Files.createDirectories(oracle.resolve("family"));
    Files.write(family.resolve("tiny.pth"), checkpoint);
    Files.writeString(family.resolve("tiny.json"), DESCRIPTION);
    Files.writeString(family.resolve("README.md"), "not packed");
  }

  @Test
  void givesBackEveryByteThoughTheNumbersOfTheFormulaAreNotPacked() throws Exception {
    // When
    PackFixtures.pack(oracle, packed, List.of("family"));
    Path unpacked = unpack();

    // Then
    assertThat(packed.resolve("family/tiny.pth.gz").toFile().length()).isLessThan(200);
    assertThat(files(unpacked).keySet()).containsExactly("family/tiny.json", "family/tiny.pth");
    assertThat(unpacked.resolve("family/tiny.pth")).hasBinaryContent(checkpoint);
    assertThat(unpacked.resolve("family/tiny.json")).hasContent(DESCRIPTION);
  }

  @Test
  void theSameFilesGiveTheSamePack() throws Exception {
    // Given
    PackFixtures.pack(oracle, packed, List.of("family"));
    Map<String, List<Byte>> first = files(packed);

    // When
    PackFixtures.pack(oracle, packed, List.of("family"));

    // Then
    assertThat(files(packed)).hasSize(4).isEqualTo(first);
  }

  @Test
  void aFileThatIsNotWhatItWasIsAnError() throws Exception {
    // Given: the description of another pack.
    PackFixtures.pack(oracle, packed, List.of("family"));
    Path other = Files.createDirectory(folder.resolve("other"));
    Files.writeString(oracle.resolve("family/tiny.json"), DESCRIPTION.replace("3", "4"));
    PackFixtures.pack(oracle, other, List.of("family"));
    Files.delete(packed.resolve("family/tiny.json.gz"));
    Files.copy(other.resolve("family/tiny.json.gz"), packed.resolve("family/tiny.json.gz"));

    // When, then
    assertThatThrownBy(this::unpack)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("family/tiny.json")
        .hasMessageContaining("SHA-256");
  }

  @Test
  void aMissingFileIsAnError() throws Exception {
    // Given
    PackFixtures.pack(oracle, packed, List.of("family"));
    Files.delete(packed.resolve("family/tiny.pth.gz"));

    // When, then
    assertThatThrownBy(this::unpack)
        .isInstanceOf(FileNotFoundException.class)
        .hasMessageContaining("family/tiny.pth.gz");
  }

  @Test
  void theCommittedOracleIsWhole() {
    for (String file :
        List.of(
            "gpen/tiny-gpen-b.pth",
            "stylegan3/tiny-sg3-r-a.pkl",
            "gfpgan-clean/full-gfpgan-v1.4.safetensors")) {
      assertThat(Fixtures.root().resolve(file)).isNotEmptyFile();
    }
  }

  private Path unpack() throws IOException {
    Path into = Files.createTempDirectory(folder, "unpacked");
    Fixtures.unpack(
        name -> {
          Path file = packed.resolve(name);
          return Files.exists(file) ? Files.newInputStream(file) : null;
        },
        into);
    return into;
  }

  private static Map<String, List<Byte>> files(Path root) throws IOException {
    Map<String, List<Byte>> files = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(root)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        List<Byte> bytes = new ArrayList<>();
        for (byte b : Files.readAllBytes(file)) {
          bytes.add(b);
        }
        files.put(root.relativize(file).toString(), bytes);
      }
    }
    return files;
  }
}
