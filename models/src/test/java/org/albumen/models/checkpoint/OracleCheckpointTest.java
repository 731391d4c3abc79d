package org.albumen.models.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.albumen.models.oracle.Fixtures;
import org.junit.jupiter.api.Test;

/** Checkpoints written by PyTorch itself, with the digest of each of their tensors. */
class OracleCheckpointTest {
  @Test
  void everyTensorHasTheExpectedDigest() throws Exception {
    // Given
    List<Path> descriptions = descriptions();
    int files = 0;
    for (Path description : descriptions) {
      JsonNode json = new JsonMapper().readTree(description.toFile());
      JsonNode root = json.at("/checkpoint/root_key");
      for (String name : fileNames(json)) {
        // When
        try (Checkpoint checkpoint =
            Checkpoint.open(
                description.resolveSibling(name), root.isTextual() ? root.asText() : null)) {
          // Then
          compare(name, checkpoint, json.get("weights"));
          files++;
        }
      }
    }
    assertThat(files).isGreaterThan(15);
  }

  private static void compare(String file, Checkpoint checkpoint, JsonNode weights)
      throws Exception {
    List<String> names = new ArrayList<>();
    for (JsonNode weight : weights) {
      String name = weight.get("key").asText();
      names.add(name);
      Tensor tensor = checkpoint.tensors().get(name);
      assertThat(tensor).as("%s: %s", file, name).isNotNull();
      if (tensor != null) {
        List<Long> shape = new ArrayList<>();
        weight.get("shape").forEach(length -> shape.add(length.asLong()));
        assertThat(tensor.shape()).as("%s: %s", file, name).isEqualTo(shape);
        assertThat(digest(tensor))
            .as("%s: %s", file, name)
            .startsWith(weight.get("sha256_16").asText());
      }
    }
    assertThat(checkpoint.tensors().keySet()).as(file).containsExactlyInAnyOrderElementsOf(names);
  }

  private static String digest(Tensor tensor) throws Exception {
    int width = tensor.floating() ? Float.BYTES : Long.BYTES;
    ByteBuffer bytes = ByteBuffer.allocate(tensor.count() * width).order(ByteOrder.LITTLE_ENDIAN);
    if (tensor.floating()) {
      bytes.asFloatBuffer().put(tensor.floats());
    } else {
      bytes.asLongBuffer().put(tensor.longs());
    }
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
  }

  private static List<String> fileNames(JsonNode json) {
    List<String> names = new ArrayList<>();
    names.add(json.at("/checkpoint/file").asText());
    json.at("/checkpoint/extra").forEach(extra -> names.add(extra.get(0).asText()));
    return names.stream().filter(name -> name.endsWith(".pth")).toList();
  }

  private static List<Path> descriptions() throws IOException {
    try (Stream<Path> files = Files.walk(Fixtures.root())) {
      return files
          .filter(file -> file.getFileName().toString().matches("(tiny|retinaface)-.*\\.json"))
          .sorted()
          .toList();
    }
  }
}
