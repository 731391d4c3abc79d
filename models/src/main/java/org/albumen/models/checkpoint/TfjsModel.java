package org.albumen.models.checkpoint;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.albumen.models.failure.ModelException;
import org.jspecify.annotations.Nullable;

/**
 * The weights of a TensorFlow.js model: {@code model.json}, whose {@code weightsManifest} names
 * tensors in the order in which they follow each other in files beside it. Names and layouts are
 * those of TensorFlow (a convolution is height x width x in x out). Weights that were quantised are
 * refused.
 *
 * <p>The files must stay as they are while tensors are read. Safe for use by several threads.
 */
public final class TfjsModel {
  private static final long LARGEST_JSON = 64L << 20;
  private static final int MOST_AXES = 8;
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final Path file;
  private final Map<String, Tensor> tensors = new LinkedHashMap<>();

  private TfjsModel(Path file) {
    this.file = file;
  }

  /** Whether a file begins as JSON does, which no weights of another format do. */
  public static boolean recognises(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.read() == '{';
    }
  }

  /**
   * Reads names and shapes; numbers are read when asked for.
   *
   * @param modelJson the {@code model.json}; the files of the numbers lie in the same folder
   * @throws ModelException {@code MODEL_CORRUPT} when it is damaged or of another kind, when a file
   *     of numbers is absent, or when these are of another size in all than the tensors
   */
  public static TfjsModel open(Path modelJson) throws ModelException {
    TfjsModel model = new TfjsModel(modelJson);
    JsonNode groups = model.parse().path("weightsManifest");
    if (!groups.isArray() || groups.isEmpty()) {
      throw Damage.of(modelJson, "it is no TensorFlow.js model: it has no weightsManifest");
    }
    for (JsonNode group : groups) {
      model.addGroup(group);
    }
    return model;
  }

  /** The tensors by name, in the file's order. */
  public Map<String, Tensor> tensors() {
    return Collections.unmodifiableMap(tensors);
  }

  private JsonNode parse() throws ModelException {
    try {
      if (Files.size(file) > LARGEST_JSON) {
        throw Damage.of(file, "it is no model.json: it is larger than 64 MiB");
      }
      return JSON.readTree(Files.readAllBytes(file));
    } catch (IOException e) {
      throw Damage.of(file, "it is no JSON, or is damaged or cut off", e);
    }
  }

  private void addGroup(JsonNode group) throws ModelException {
    TfjsShards shards = TfjsShards.of(file, paths(group.path("paths")));
    long position = 0;
    for (JsonNode weight : group.path("weights")) {
      String name = weight.path("name").asText();
      ElementType type = type(name, weight);
      List<Long> shape = shape(name, weight.path("shape"));
      long bytes = bytes(shape, type, shards.size() - position);
      if (name.isEmpty() || bytes < 0) {
        throw Damage.of(file, "the tensor " + Damage.quote(name) + " reaches beyond its data");
      }
      long start = position;
      Tensor tensor =
          new Tensor(
              name,
              shape,
              type,
              Tensor.Layout.rowMajor(shape),
              bytes / type.bytes(),
              () -> shards.read(start, (int) bytes));
      if (tensors.put(name, tensor) != null) {
        throw Damage.of(file, "it names the tensor " + Damage.quote(name) + " twice");
      }
      position += bytes;
    }
    if (position != shards.size()) {
      throw Damage.of(
          file, "its tensors take " + position + " bytes, their files have " + shards.size());
    }
  }

  private List<String> paths(JsonNode paths) throws ModelException {
    List<String> names = new ArrayList<>();
    for (JsonNode path : paths) {
      String name = path.asText();
      if (!name.matches("[A-Za-z0-9_-][A-Za-z0-9._-]{0,200}")) {
        throw Damage.of(file, "it names the file " + Damage.quote(name) + ", not one beside it");
      }
      names.add(name);
    }
    return names;
  }

  private ElementType type(String name, JsonNode weight) throws ModelException {
    String dtype = weight.path("dtype").asText();
    @Nullable ElementType type =
        switch (dtype) {
          case "float32" -> ElementType.FLOAT32;
          case "int32" -> ElementType.INT32;
          case "bool" -> ElementType.BOOL;
          default -> null;
        };
    if (type == null || weight.has("quantization")) {
      String what = type == null ? "the element type " + Damage.quote(dtype) : "quantised numbers";
      throw Damage.of(file, "the tensor " + Damage.quote(name) + " has " + what);
    }
    return type;
  }

  private List<Long> shape(String name, JsonNode lengths) throws ModelException {
    List<Long> shape = new ArrayList<>();
    for (JsonNode length : lengths) {
      if (!length.isIntegralNumber() || !length.canConvertToInt() || length.asInt() < 0) {
        throw Damage.of(file, "the tensor " + Damage.quote(name) + " has an impossible shape");
      }
      shape.add(length.asLong());
    }
    if (!lengths.isArray() || shape.size() > MOST_AXES) {
      throw Damage.of(file, "the tensor " + Damage.quote(name) + " has an impossible shape");
    }
    return shape;
  }

  /** The bytes of a tensor, or -1 when they are more than there are. */
  private static long bytes(List<Long> shape, ElementType type, long available) {
    long bytes = shape.contains(0L) ? 0 : type.bytes();
    for (long length : shape) {
      bytes *= length;
      if (bytes > Math.min(available, Integer.MAX_VALUE)) {
        return -1;
      }
    }
    return bytes <= available ? bytes : -1;
  }
}
