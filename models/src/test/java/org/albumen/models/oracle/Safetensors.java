package org.albumen.models.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the arrays of a trusted safetensors file; whole numbers become floats. */
public final class Safetensors {
  private Safetensors() {}

  /** Numbers in row-major order. */
  public static final class Array {
    private final long[] shape;
    private final float[] values;

    /** Keeps both arrays. */
    public Array(long[] shape, float[] values) {
      this.shape = shape;
      this.values = values;
    }

    /** The axes' lengths; empty for a scalar. */
    public long[] shape() {
      return shape;
    }

    public float[] values() {
      return values;
    }
  }

  /** Every array by its name. */
  public static Map<String, Array> read(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    int head = (int) bytes.getLong(0);
    JsonNode header = new JsonMapper().readTree(bytes.array(), Long.BYTES, head);
    Map<String, Array> arrays = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : header.properties()) {
      if (!entry.getKey().equals("__metadata__")) {
        JsonNode node = entry.getValue();
        int begin = Long.BYTES + head + node.at("/data_offsets/0").asInt();
        arrays.put(entry.getKey(), array(node, bytes.duplicate().order(bytes.order()), begin));
      }
    }
    return arrays;
  }

  private static Array array(JsonNode node, ByteBuffer bytes, int begin) {
    long[] shape = shape(node.get("shape"));
    int count = 1;
    for (long length : shape) {
      count *= (int) length;
    }
    float[] values = new float[count];
    String type = node.get("dtype").asText();
    for (int i = 0; i < count; i++) {
      values[i] =
          switch (type) {
            case "F32" -> bytes.getFloat(begin + i * Float.BYTES);
            case "F64" -> (float) bytes.getDouble(begin + i * Double.BYTES);
            case "I64" -> bytes.getLong(begin + i * Long.BYTES);
            case "I32" -> bytes.getInt(begin + i * Integer.BYTES);
            case "U8", "BOOL" -> bytes.get(begin + i) & 0xff;
            default -> throw new IllegalArgumentException("numbers of type " + type);
          };
    }
    return new Array(shape, values);
  }

  /** The integers of a JSON array. */
  static long[] shape(JsonNode node) {
    long[] shape = new long[node.size()];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = node.get(i).asLong();
    }
    return shape;
  }
}
