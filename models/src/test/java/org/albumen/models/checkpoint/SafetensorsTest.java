package org.albumen.models.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.albumen.models.failure.ModelException;
import org.albumen.models.failure.ModelProblem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsTest {
  private static final String TWO =
      "{'__metadata__':{'format':'pt'},"
          + "'b':{'dtype':'F32','shape':[2],'data_offsets':[8,16]},"
          + "'a':{'dtype':'I64','shape':[],'data_offsets':[0,8]}}";

  @TempDir private Path folder;

  @Test
  void readsTensorsInTheOrderOfTheHeader() throws Exception {
    // Given
    ByteBuffer data = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    data.putLong(-5).putFloat(1.5f).putFloat(-2);
    Path file = file(TWO, data.array());

    // When
    try (Checkpoint checkpoint = Checkpoint.open(file, "params_ema")) {
      // Then
      assertThat(checkpoint.tensors().keySet()).containsExactly("b", "a");
      assertThat(tensor(checkpoint, "b").floats()).containsExactly(1.5f, -2);
      assertThat(tensor(checkpoint, "a").longs()).containsExactly(-5);
      assertThat(tensor(checkpoint, "a").shape()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "F64,000000000000F83F,1.5",
    "F32,0000C03F,1.5",
    "F16,003E,1.5",
    "BF16,C03F,1.5",
    "I64,FEFFFFFFFFFFFFFF,-2",
    "I32,FEFFFFFF,-2",
    "I16,FEFF,-2",
    "I8,FE,-2",
    "U8,FE,254",
    "BOOL,01,1"
  })
  void readsEveryElementType(String type, String hex, double expected) throws Exception {
    // Given
    byte[] data = HexFormat.of().parseHex(hex);
    Path file =
        file(
            "{'t':{'dtype':'%s','shape':[1,1],'data_offsets':[0,%d]}}".formatted(type, data.length),
            data);

    // When
    try (Checkpoint checkpoint = Checkpoint.open(file, null)) {
      Tensor tensor = tensor(checkpoint, "t");

      // Then
      assertThat(tensor.floating()).isEqualTo(expected == 1.5);
      assertThat((double) tensor.floats()[0]).isEqualTo(expected);
    }
  }

  @Test
  void aPrefixOfAllNamesIsDropped() throws Exception {
    // Given
    Path file =
        file("{'module.a':{'dtype':'U8','shape':[1],'data_offsets':[0,1]}}", new byte[] {7});

    // When
    try (Checkpoint checkpoint = Checkpoint.open(file, null)) {
      // Then
      assertThat(checkpoint.tensors().keySet()).containsExactly("a");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[8,16],[0,4]~cannot fill",
        "[8,16],[0,9]~which its shape does not fill",
        "[4,12],[0,8]~overlaps",
        "[8,16],[8,16]~hole",
        "[16,24],[0,8]~outside",
        "[9,17],[0,8]~outside",
        "[-8,0],[0,8]~outside",
        "[16,8],[0,8]~outside",
        "[8,9223372036854775807],[0,8]~outside",
        "[8,99999999999999999999],[0,8]~no description",
        "[8,16],[0,8,8]~outside",
        "[8,16.0],[0,8]~no description",
        "[8,16],{}~no description"
      })
  void offsetsThatDoNotFillTheFileAreRefused(String textAndMessage) throws Exception {
    // Given
    String[] parts = textAndMessage.split("~", -1);
    int comma = parts[0].indexOf("],") + 1;
    String header =
        TWO.replace("[8,16]", parts[0].substring(0, comma))
            .replace("[0,8]", parts[0].substring(comma + 1));

    // When, then
    refused(file(header, new byte[16]), parts[1]);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'a':{'dtype':'F8_E4M3','shape':[8],'data_offsets':[0,8]}}~'F8_E4M3'",
        "{'a':{'dtype':8,'shape':[8],'data_offsets':[0,8]}}~too little",
        "{'a':{'shape':[8],'data_offsets':[0,8]}}~too little",
        "{'a':{'dtype':'U8','shape':[8]}}~too little",
        "{'a':{'dtype':'U8','shape':[8],'data_offsets':[0,8],'x':1}}~'x'",
        "{'a':{'dtype':'U8','shape':[-8],'data_offsets':[0,8]}}~cannot fill",
        "{'a':{'dtype':'U8','shape':[4294967296,4294967296],'data_offsets':[0,8]}}~cannot fill",
        "{'a':{'dtype':'U8','shape':[1,1,1,1,1,1,1,1,8],'data_offsets':[0,8]}}~cannot fill",
        "{'a':{'dtype':'U8','shape':[0],'data_offsets':[0,8]}}~does not fill",
        "{'a':{'dtype':'U8','shape':[[8]],'data_offsets':[0,8]}}~no description",
        "{'a':[0,8]}~no description",
        "{'a':{'dtype':'U8','shape':[8],'data_offsets':[0,8]}~no description",
        "{'a':{'dtype':'U8','shape':[8],'data_offsets':[0,8]}} {}~no description",
        "{'__metadata__':{'a':[[[[[[]]]]]]}}~no description",
        "{'a':{'dtype':'U8','shape':[4],'data_offsets':[0,4]},"
            + "'a':{'dtype':'U8','shape':[4],'data_offsets':[4,8]}}~no description",
        "{'a':{'dtype':'U8','shape':[7],'data_offsets':[0,7]}}~1 bytes after",
        "{'a':{'dtype':'U8','shape':[7],'data_offsets':[1,8]}}~hole",
        "{}~8 bytes after"
      })
  void aHeaderThatIsNoneIsRefused(String headerAndMessage) throws Exception {
    String[] parts = headerAndMessage.split("~", -1);
    refused(file(parts[0], new byte[8]), parts[1]);
  }

  @ParameterizedTest
  @CsvSource({"20000000,more than 16777216", "1000,ends within its header", "0,ONNX", "-1,ONNX"})
  void aHeaderThatIsLongerThanItShouldBeIsRefused(long length, String message) throws Exception {
    // Given
    byte[] bytes = Files.readAllBytes(file(TWO, new byte[16]));
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(0, length);

    // When, then
    refused(Files.write(folder.resolve("long.safetensors"), bytes), message);
  }

  @Test
  void aFileThatEndsEarlyIsCorrupt() throws Exception {
    byte[] whole = Files.readAllBytes(file(TWO, new byte[16]));
    for (int length = 0; length < whole.length; length++) {
      refused(Files.write(folder.resolve("cut"), Arrays.copyOf(whole, length)), "");
    }
  }

  @Test
  void flippedBitsNeverGiveAnythingButAModelException() throws Exception {
    // Given
    byte[] whole = Files.readAllBytes(file(TWO, new byte[16]));
    Random random = new Random(11);
    int refused = 0;
    for (int round = 0; round < 800; round++) {
      byte[] bytes = whole.clone();
      for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      }
      Path file = Files.write(folder.resolve("flipped"), bytes);

      // When
      try (Checkpoint checkpoint = Checkpoint.open(file, null)) {
        checkpoint.digest();
      } catch (ModelException e) {
        // Then
        assertThat(e.getMessage()).doesNotContain("\n").hasSizeLessThan(1200);
        refused++;
      } catch (RuntimeException | Error e) {
        fail("round " + round, e);
      }
    }
    assertThat(refused).isBetween(500, 795);
  }

  @Test
  void whatIsWrittenIsReadAgain() throws Exception {
    // Given
    Map<String, List<Long>> shapes = new LinkedHashMap<>();
    shapes.put("out.\u00e4 \"x\"", List.of(2L, 3L));
    shapes.put("none", List.of(0L, 4L));
    shapes.put("one", List.of());
    Path file = folder.resolve("written.safetensors");

    // When
    SafetensorsWriter.write(file, shapes, SafetensorsTest::ascending);

    // Then
    try (Checkpoint checkpoint = Checkpoint.open(file, null)) {
      assertThat(checkpoint.tensors().keySet()).containsExactlyElementsOf(shapes.keySet());
      assertThat(tensor(checkpoint, "out.\u00e4 \"x\"").shape()).containsExactly(2L, 3L);
      assertThat(tensor(checkpoint, "out.\u00e4 \"x\"").floats()).containsExactly(0, 1, 2, 3, 4, 5);
      assertThat(tensor(checkpoint, "none").floats()).isEmpty();
      assertThat(tensor(checkpoint, "one").floats()).containsExactly(0);
    }
  }

  @Test
  void whatCannotBeWrittenLeavesNothingBehind() throws Exception {
    // Given
    Path file = folder.resolve("written.safetensors");
    Map<String, List<Long>> shapes = Map.of("a", List.of(5L));

    // When, then
    assertThatThrownBy(() -> SafetensorsWriter.write(file, shapes, SafetensorsTest::ascending))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a has 6 numbers");
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  private static float[] ascending(String name) {
    return switch (name) {
      case "none" -> new float[0];
      case "one" -> new float[1];
      default -> new float[] {0, 1, 2, 3, 4, 5};
    };
  }

  private static void refused(Path file, String message) {
    assertThatThrownBy(
            () -> {
              try (Checkpoint checkpoint = Checkpoint.open(file, null)) {
                checkpoint.digest();
              }
            })
        .isInstanceOfSatisfying(
            ModelException.class,
            e -> {
              assertThat(e.problem()).isEqualTo(ModelProblem.MODEL_CORRUPT);
              assertThat(e.getMessage()).contains(message).doesNotContain("\n");
            });
  }

  private static Tensor tensor(Checkpoint checkpoint, String name) {
    Tensor tensor = checkpoint.tensors().get(name);
    if (tensor == null) {
      throw new AssertionError("no " + name + " among " + checkpoint.tensors().keySet());
    }
    return tensor;
  }

  private Path file(String header, byte[] data) throws IOException {
    byte[] text = header.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes =
        ByteBuffer.allocate(Long.BYTES + text.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(text.length).put(text).put(data);
    return Files.write(folder.resolve("given.safetensors"), bytes.array());
  }
}
